import { accepted, refusal } from "@omni/kernel";
import type { Consumer } from "@omni/platform/bus";
import type { Service, ServicePorts } from "@omni/platform/lifecycle";
import { rpcService, timelineService } from "@omni/platform/rpc";
import { sleep } from "@omni/platform/work";
import type { TimelineConfig } from "./config.ts";
import type { ApplyDeps } from "./consumers/apply-events.ts";
import { consumeEvents } from "./consumers/consume-events.ts";
import { openProducers } from "./consumers/producers.ts";
import { getTimeline } from "./rpc/get-timeline.ts";
import { timeline } from "./timeline.ts";

const name = "timeline";

/** The timelines of all entities: opens the read model; consuming begins with `start`. */
export async function openTimelineService(ports: ServicePorts, config: TimelineConfig): Promise<Service> {
  const { bus, clock, log, transport } = ports;
  const projection = await ports.openProjection(timeline);
  const deps = { projection, producers: openProducers(transport), clock, log, outgoing: inOwnName(config), sleep };
  let consumer: Consumer | undefined;
  return {
    name,
    rpc: [
      rpcService(timelineService, {
        getTimeline: { rules: { scope: "timeline:read" }, handler: getTimeline(deps) },
      }),
    ],
    notReady: () => (projection.ready() ? undefined : "The timeline's store cannot take work now."),
    start: async () => {
      consumer = await bus.consume(consumeEvents(deps));
    },
    stop: async () => {
      await consumer?.stop();
      await projection.close();
    },
  };
}

const inOwnName =
  ({ credentialFor }: TimelineConfig): ApplyDeps["outgoing"] =>
  async (tenantId) => {
    const credential = credentialFor(tenantId);
    return credential ? accepted({ credential }) : refusal("credential.invalid", { facts: { tenantId } });
  };
