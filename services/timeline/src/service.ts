import { accepted } from "@omni/kernel";
import type { Consumer } from "@omni/platform/bus";
import type { Service, ServicePorts } from "@omni/platform/lifecycle";
import { deadLetterService, rpcService, serviceKeyBytesMin, serviceKeyText, timelineService } from "@omni/platform/rpc";
import { sleep } from "@omni/platform/work";
import type { TimelineConfig } from "./config.ts";
import type { ApplyDeps } from "./consumers/apply-events.ts";
import { consumeEvents } from "./consumers/consume-events.ts";
import { openDeadLetters } from "./consumers/dead-letters.ts";
import { openProducers } from "./consumers/producers.ts";
import { getTimeline } from "./rpc/get-timeline.ts";
import { listDeadLetters } from "./rpc/list-dead-letters.ts";
import { replayDeadLetter } from "./rpc/replay-dead-letter.ts";
import { timeline } from "./timeline.ts";

const name = "timeline";

/** The timelines of all entities: opens the read model; consuming begins with `start`. */
export async function openTimelineService(ports: ServicePorts, config: TimelineConfig): Promise<Service> {
  const { bus, clock, log, transport } = ports;
  if (config.serviceKey.byteLength < serviceKeyBytesMin) throw new Error(`The key needs ${serviceKeyBytesMin} bytes.`);
  const projection = await ports.openProjection(timeline);
  const deps = { projection, producers: openProducers(transport), clock, log, outgoing: inOwnName(config), sleep };
  const deadLetters = openDeadLetters({ bus, clock, log });
  let consumer: Consumer | undefined;
  return {
    name,
    rpc: [
      rpcService(timelineService, {
        getTimeline: { rules: { scope: "timeline:read" }, handler: getTimeline(deps) },
      }),
      // For operators: what they look at takes the bus more than a look at a timeline.
      rpcService(deadLetterService, {
        listDeadLetters: { rules: { scope: "timeline:write" }, handler: listDeadLetters(deadLetters) },
        replayDeadLetter: { rules: { scope: "timeline:write" }, handler: replayDeadLetter(deadLetters, log) },
      }),
    ],
    notReady: () => (projection.ready() ? undefined : "The timeline's store cannot take work now."),
    // It publishes nothing.
    busTaken: () => true,
    start: async () => {
      consumer = await bus.consume(consumeEvents(deps));
    },
    stop: async () => {
      await consumer?.stop();
      await projection.close();
    },
  };
}

/** As itself, for one tenant: access knows the key from which this follows, and nobody else does. */
const inOwnName =
  ({ serviceKey: key }: TimelineConfig): ApplyDeps["outgoing"] =>
  async (tenantId) =>
    accepted({ credential: { apiKey: serviceKeyText({ service: name, tenantId, key }) } });
