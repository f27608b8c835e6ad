import { formatInstant } from "@omni/kernel";
import type { Running } from "../lifecycle/service.ts";
import type { Log } from "../log/index.ts";
import type { Bus, Message } from "../bus/port.ts";
import type { Outbox, StoredEvent } from "../store/index.ts";

export interface RelayOptions {
  readonly outbox: Outbox;
  readonly bus: Bus;
  /** The service's topic: `omni.journey.v1`. */
  readonly topic: string;
  /** CloudEvents `source`: the service's name. */
  readonly source: string;
  readonly log: Log;
  /** Waits, or returns early when the signal aborts; handed in so that tests need no real time. */
  readonly sleep: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
}

export interface Relay extends Running {
  /** False from the first publication that the bus refuses, or leaves unanswered, to the next that it takes. */
  taken(): boolean;
}

/** Events in one publication. */
const batchMax = 512;
// Commands come in bursts; a short wait lets one flush of the bus serve many. It is the price that a timeline pays.
const gatherMs = 4;
/** The longest pause after failures in a row. */
const pauseMaxMs = 2_000;
const stopMaxMs = 3_000;

/**
 * Carries committed events to the bus, oldest first, at least once: an event counts as published only when the bus
 * has acknowledged it. One batch is in flight at a time, so order per aggregate is the order of its sequence.
 */
export function startRelay(options: RelayOptions): Relay {
  const stopping = new AbortController();
  const state = { failures: 0 };
  const running = run(options, state, stopping.signal);
  return {
    taken: () => state.failures === 0,
    stop: async () => {
      stopping.abort();
      // A bus that never answers holds up no stop: what it has not acknowledged stays in the outbox.
      const waiting = new AbortController();
      await Promise.race([running, options.sleep(stopMaxMs, waiting.signal)]);
      waiting.abort();
    },
  };
}

async function run(
  { outbox, bus, topic, source, log, sleep }: RelayOptions,
  state: { failures: number },
  signal: AbortSignal,
): Promise<void> {
  const to = { topic, source };
  while (!signal.aborted) {
    try {
      if (state.failures === 0) await outbox.woken(signal);
      await sleep(state.failures === 0 ? gatherMs : pauseAfter(state.failures), signal);
      await publishPending(outbox, bus, to, signal);
      state.failures = 0;
    } catch (error) {
      state.failures++;
      log.warn({ topic, failures: state.failures, error }, "events wait in the outbox: the bus did not take them");
    }
  }
  try {
    // What was committed before the stop goes out if it still can; what cannot stays in the outbox.
    await publishPending(outbox, bus, to, AbortSignal.timeout(1_000));
  } catch (error) {
    log.warn({ topic, error }, "stopped with events left in the outbox");
  }
}

const pauseAfter = (failures: number): number => Math.min(pauseMaxMs, 50 * 2 ** Math.min(failures, 10));

async function publishPending(
  outbox: Outbox,
  bus: Bus,
  to: { topic: string; source: string },
  signal: AbortSignal,
): Promise<void> {
  for (let events = await outbox.pending(batchMax); events.length > 0; events = await outbox.pending(batchMax)) {
    await bus.publish(events.map((event) => messageOf(event, to)));
    await outbox.acknowledge(events);
    if (events.length < batchMax || signal.aborted) return;
  }
}

const encoder = new TextEncoder();

/** An event as a message: CloudEvents 1.0 in binary mode, with what a consumer needs before it reads the value. */
export const messageOf = (
  event: StoredEvent,
  { topic, source }: { readonly topic: string; readonly source: string },
): Message => ({
  topic,
  key: `${event.tenantId}/${event.aggregate.slice(event.aggregate.indexOf("/") + 1)}`,
  headers: {
    ce_specversion: "1.0",
    ce_id: event.eventId,
    ce_type: `omni.${event.type}`,
    ce_time: formatInstant(event.occurredAt),
    ce_source: `/omni/${source}`,
    "content-type": "application/json",
    "omni-tenant": event.tenantId,
    "omni-aggregate": event.aggregate,
    "omni-sequence": String(event.sequence),
    ...(event.traceparent === undefined ? {} : { traceparent: event.traceparent }),
  },
  value: encoder.encode(event.text),
});
