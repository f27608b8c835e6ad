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
import { advanceJourney } from "./rpc/advance-journey.ts";
import { createJourneyRpc } from "./rpc/create-journey.ts";
import { createTemplateRpc } from "./rpc/create-template.ts";
import { getJourney } from "./rpc/get-journey.ts";
import { getTemplate } from "./rpc/get-template.ts";
import { listJourneys } from "./rpc/list-journeys.ts";
import { listTemplates } from "./rpc/list-templates.ts";
import { readEvents } from "./rpc/read-events.ts";
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
export const journeyRpc = (deps: Deps): readonly RpcService[] => [
  rpcService(journeyService, {
    createJourney: {
      rules: { scope: "journeys:write", actor: { field: "createdBy" } },
      handler: createJourneyRpc(deps),
    },
    getJourney: { rules: { scope: "journeys:read" }, handler: getJourney(deps) },
    listJourneys: { rules: { scope: "journeys:read" }, handler: listJourneys(deps) },
    advanceJourney: {
      rules: { scope: "journeys:write", actor: { field: "advancedBy" } },
      handler: advanceJourney(deps),
    },
    // Events hold what the timeline shows, and it is the timeline that catches up in its reader's name.
    readEvents: { rules: { scope: "timeline:read" }, handler: readEvents(deps) },
  }),
  rpcService(templateService, {
    createTemplate: {
      rules: { scope: "templates:write", actor: { field: "createdBy", clientMayAct: true } },
      handler: createTemplateRpc(deps),
    },
    getTemplate: { rules: { scope: "templates:read" }, handler: getTemplate(deps) },
    listTemplates: { rules: { scope: "templates:read" }, handler: listTemplates(deps) },
  }),
];
