import { topics } from "@omni/contracts/events";
import { addMilliseconds, type Instant } from "@omni/kernel";
import { Never, type DeadLetter, type Message, type Subscription } from "@omni/platform/bus";
import type { Log } from "@omni/platform/log";
import type { TimelineEvent } from "../domain/timeline-event.ts";
import { applyEvents, applyGap, ProducerAway, type ApplyDeps } from "./apply-events.ts";
import { readGap } from "./read-gap.ts";
import { readMessage } from "./read-message.ts";

export interface ConsumeDeps extends ApplyDeps {
  readonly log: Log;
}

// A hole cannot be closed while its producer is away: its topic rests and is then tried again, as long as it takes.
const restMs = 1_000;

/** Every event of every service becomes rows, in the order of its aggregate's sequence. */
export function consumeEvents(deps: ConsumeDeps): Subscription {
  const { clock, log, projection } = deps;
  const restsUntil = new Map<string, Instant>();
  const resting = async (messages: readonly Message[], work: Promise<void>) => {
    try {
      await work;
    } catch (error) {
      if (error instanceof ProducerAway) {
        const until = addMilliseconds(clock(), restMs);
        for (const { topic } of messages) restsUntil.set(topic, until);
        log.warn({ reason: error.message }, "The timeline waits for a producer to close a hole.");
      }
      throw error;
    }
  };
  return {
    topics,
    group: "timeline",
    handler: (batch) => resting(batch, applyEvents(deps, batch.map(readOrNever))),
    onDeadLetter: (letter) => resting([letter.message], showGap(deps, letter)),
    ready: (topic) => projection.ready() && clock() >= (restsUntil.get(topic) ?? 0),
  };
}

function readOrNever(message: Message): TimelineEvent {
  const read = readMessage(message);
  if ("unreadable" in read) throw new Never(read.unreadable);
  return read.event;
}

async function showGap(deps: ConsumeDeps, letter: DeadLetter): Promise<void> {
  const gap = readGap(letter);
  const { topic } = letter.message;
  if (!gap) return deps.log.error({ topic, reason: letter.reason }, "A dead letter does not say which event it was.");
  const { tenantId, sequence } = gap;
  deps.log.error(
    { topic, tenantId, sequence, reason: gap.reason },
    "An event is missing on the timeline until it is replayed.",
  );
  await applyGap(deps, gap);
}
