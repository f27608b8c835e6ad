import { accepted, refusal } from "@omni/kernel";
import { openLogBus } from "@omni/platform/bus/log";
import { openLog, silentLog } from "@omni/platform/log";
import { openSqliteProjection } from "@omni/platform/projection/sqlite";
import { eventHistory, eventMessage, testEvent, type EventWish } from "@omni/testkit/events";
import { manualTime } from "@omni/testkit/manual-time";
import { consumeEvents } from "../consumers/consume-events.ts";
import { openProducers, type Producers } from "../consumers/producers.ts";
import { timeline } from "../timeline.ts";

const outgoing = async () => accepted({ credential: { apiKey: "own" } });

/** The consumer on the embedded engines; a test says for which tenants the producers refuse, and with which code. */
export function openWorld() {
  const time = manualTime();
  const bus = openLogBus({ file: ":memory:", log: silentLog, ...time });
  const projection = openSqliteProjection({ file: ":memory:", declaration: timeline, clock: time.clock });
  const history = eventHistory();
  const refuses = new Map<string, string>();
  const lines: string[] = [];
  const log = openLog({ level: "info", format: "json", write: (line) => void lines.push(line) });
  const nowhere = { invoke: async () => refusal("service.unavailable"), close: async () => undefined };
  const known = openProducers(() => nowhere);
  const producers: Producers = (aggregateType) =>
    known(aggregateType) && {
      service: "journey",
      readEvents: async (_outgoing, { tenantId, aggregateId, sequence }, limit) => {
        const code = refuses.get(tenantId);
        if (code !== undefined) return refusal(code);
        return accepted(history.read(tenantId, `${aggregateType}/${aggregateId}`, sequence, limit));
      },
    };
  const subscription = consumeEvents({ projection, producers, clock: time.clock, log, outgoing });
  /** Stores an event at its producer; answers the message that the relay would send. */
  const emit = (wish: EventWish) => {
    const event = testEvent(wish);
    history.add(event);
    return eventMessage(event);
  };
  /** What stands on a journey's own timeline: `<event id>/<event type>`. */
  const shown = async (tenantId = "tnt_alpha", entity = "journey/jrn_1") => {
    const all = { any: [{ entity }], order: "asc", start: { page: 1 }, perPage: 100 } as const;
    const { items } = await projection.find({ tenantId }, all);
    return items.map((item) => {
      const { id, eventType } = JSON.parse(item) as { id: string; eventType: string };
      return `${id}/${eventType}`;
    });
  };
  /** The log's lines of one level, oldest first, and nothing more. */
  const logged = (level: string) =>
    lines.map((line) => JSON.parse(line) as Record<string, unknown>).filter((line) => line["level"] === level);
  const close = async () => {
    await bus.close();
    await projection.close();
  };
  return { ...time, bus, close, emit, log, logged, refuses, shown, start: () => bus.consume(subscription) };
}
