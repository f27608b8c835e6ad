import { topics } from "@omni/contracts/events";
import { addMilliseconds, instant } from "@omni/kernel";
import { Never, type DeadLetter, type Message, type Subscription } from "@omni/platform/bus";
import type { Log } from "@omni/platform/log";
import type { TimelineEvent } from "../domain/timeline-event.ts";
import { applyEvents, applyGap, ProducerAway, type ApplyDeps } from "./apply-events.ts";
import { readGap } from "./read-gap.ts";
import { readMessage } from "./read-message.ts";

export interface ConsumeDeps extends ApplyDeps {
  readonly log: Log;
}

// A hole cannot be closed while its producer is away: the group rests and then tries again, as long as it takes.
const restMs = 1_000;

/** Every event of every service becomes rows, in the order of its aggregate's sequence. */
export function consumeEvents(deps: ConsumeDeps): Subscription {
  const { clock, log, projection } = deps;
  let restsUntil = instant(0);
  const resting = async (work: Promise<void>) => {
    try {
      await work;
    } catch (error) {
      if (error instanceof ProducerAway) {
        restsUntil = addMilliseconds(clock(), restMs);
        log.warn({ reason: error.message }, "The timeline waits for a producer to close a hole.");
      }
      throw error;
    }
  };
  return {
    topics,
    group: "timeline",
    handler: (batch) => resting(applyEvents(deps, batch.map(readOrNever))),
    onDeadLetter: (letter) => resting(showGap(deps, letter)),
    ready: () => projection.ready() && clock() >= restsUntil,
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
