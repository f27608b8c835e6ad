import type { Running, Service, ServicePorts } from "@omni/platform/lifecycle";
import {
  accessService,
  journeyService,
  type RpcService,
  rpcClient,
  rpcService,
  templateService,
} from "@omni/platform/rpc";
import { type Relay, sleep, startRelay, startSweeper } from "@omni/platform/work";
import type { JourneyConfig } from "./config.ts";
import type { Deps } from "./rpc/deps.ts";
import { journeys } from "./journeys.ts";
import { addTemplateVersionRpc } from "./rpc/add-template-version.ts";
import { advanceJourney } from "./rpc/advance-journey.ts";
import { archiveTemplateRpc } from "./rpc/archive-template.ts";
import { assignJourney } from "./rpc/assign-journey.ts";
import { cancelJourney } from "./rpc/cancel-journey.ts";
import { claimJourney } from "./rpc/claim-journey.ts";
import { completeJourney } from "./rpc/complete-journey.ts";
import { createJourneyRpc } from "./rpc/create-journey.ts";
import { createTemplateRpc } from "./rpc/create-template.ts";
import { getJourney } from "./rpc/get-journey.ts";
import { getTemplate } from "./rpc/get-template.ts";
import { holdJourney } from "./rpc/hold-journey.ts";
import { listJourneys } from "./rpc/list-journeys.ts";
import { listTemplates } from "./rpc/list-templates.ts";
import { publishTemplateRpc } from "./rpc/publish-template.ts";
import { readEvents } from "./rpc/read-events.ts";
import { releaseJourney } from "./rpc/release-journey.ts";
import { resumeJourney } from "./rpc/resume-journey.ts";
import { seedDevelopment } from "./seed-development.ts";
import { templates } from "./templates.ts";

const name = "journey";
const topic = "omni.journey.v1";

/** Journeys and their templates: opens the store and, in development, fills it; work begins with `start`. */
export async function openJourneyService(ports: ServicePorts, config: JourneyConfig): Promise<Service> {
  const store = await ports.openStore([journeys, templates]);
  const deps: Deps = {
    journeys: store.open(journeys),
    templates: store.open(templates),
    readEvents: (...asked) => store.readEvents(...asked),
    access: rpcClient(accessService, ports.transport("access")),
    clock: ports.clock,
  };
  await seedDevelopment(deps.templates, config.developmentTenants, ports.clock);
  const { bus, log } = ports;
  let relay: Relay | undefined;
  let running: readonly Running[] = [];
  return {
    name,
    rpc: journeyRpc(deps),
    notReady: () => (store.ready() ? undefined : "The journey store cannot take work now."),
    busTaken: () => relay?.taken() ?? true,
    start: async () => {
      relay = startRelay({ outbox: store.outbox, bus, topic, source: name, log, sleep });
      running = [
        startSweeper({
          rounds: [(limit) => deps.journeys.sweep(limit), (limit) => store.forgetAnswers(limit)],
          log,
          sleep,
        }),
        relay,
      ];
    },
    stop: async () => {
      // In this order: what the sweeper still commits, the relay still carries.
      for (const loop of running) await loop.stop();
      await store.close();
    },
  };
}

/** The service's methods with what each asks of its caller. */
export const journeyRpc = (deps: Deps): readonly RpcService[] => [journeyMethods(deps), templateMethods(deps)];

const moving = <const Field extends string>(field: Field) => ({ scope: "journeys:write", actor: { field } });

const journeyMethods = (deps: Deps): RpcService =>
  rpcService(journeyService, {
    getJourney: { rules: { scope: "journeys:read" }, handler: getJourney(deps) },
    listJourneys: { rules: { scope: "journeys:read" }, handler: listJourneys(deps) },
    createJourney: { rules: moving("createdBy"), handler: createJourneyRpc(deps) },
    advanceJourney: { rules: moving("advancedBy"), handler: advanceJourney(deps) },
    assignJourney: { rules: moving("assignedBy"), handler: assignJourney(deps) },
    claimJourney: { rules: moving("claimedBy"), handler: claimJourney(deps) },
    resumeJourney: { rules: moving("resumedBy"), handler: resumeJourney(deps) },
    completeJourney: { rules: moving("completedBy"), handler: completeJourney(deps) },
    cancelJourney: { rules: moving("cancelledBy"), handler: cancelJourney(deps) },
    holdJourney: { rules: moving("heldBy"), handler: holdJourney(deps) },
    releaseJourney: { rules: moving("releasedBy"), handler: releaseJourney(deps) },
    // Events hold what the timeline shows, and it is the timeline that catches up in its reader's name.
    readEvents: { rules: { scope: "timeline:read" }, handler: readEvents(deps) },
  });

const templateMethods = (deps: Deps): RpcService =>
  rpcService(templateService, {
    createTemplate: {
      rules: { scope: "templates:write", actor: { field: "createdBy", clientMayAct: true } },
      handler: createTemplateRpc(deps),
    },
    addTemplateVersion: {
      rules: { scope: "templates:write", actor: { field: "createdBy", clientMayAct: true } },
      handler: addTemplateVersionRpc(deps),
    },
    publishTemplate: {
      rules: { scope: "templates:write", actor: { field: "publishedBy", clientMayAct: true } },
      handler: publishTemplateRpc(deps),
    },
    archiveTemplate: {
      rules: { scope: "templates:write", actor: { field: "archivedBy", clientMayAct: true } },
      handler: archiveTemplateRpc(deps),
    },
    getTemplate: { rules: { scope: "templates:read" }, handler: getTemplate(deps) },
    listTemplates: { rules: { scope: "templates:read" }, handler: listTemplates(deps) },
  });
