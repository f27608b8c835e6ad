import { topics } from "@omni/contracts/events";
import { addMilliseconds, type Instant } from "@omni/kernel";
import { Never, type DeadLetter, type Message, type Subscription } from "@omni/platform/bus";
import type { Log } from "@omni/platform/log";
import { aggregateOf, type TimelineEvent } from "../domain/timeline-event.ts";
import { applyEvents, applyGap, HoleStays, HoleWaits, type ApplyDeps } from "./apply-events.ts";
import { readGap } from "./read-gap.ts";
import { readMessage } from "./read-message.ts";

export interface ConsumeDeps extends ApplyDeps {
  readonly log: Log;
}

/** The consumer group, whose dead letters are the timeline's. */
export const group = "timeline";

// A hole cannot be closed while its producer is away, or refuses: its topic rests and is then tried again, as long as
// it takes, so that nothing is skipped.
const restMs = 1_000;

/** Every event of every service becomes rows, in the order of its aggregate's sequence. */
export function consumeEvents(deps: ConsumeDeps): Subscription {
  const { clock, log, projection } = deps;
  const restsUntil = new Map<string, Instant>();
  const resting = async (messages: readonly Message[], work: Promise<void>) => {
    try {
      await work;
    } catch (error) {
      if (error instanceof HoleWaits) {
        const until = addMilliseconds(clock(), restMs);
        for (const { topic } of messages) restsUntil.set(topic, until);
        reportWait(log, error, messages[0]?.topic ?? "");
      }
      throw error;
    }
  };
  return {
    topics,
    group,
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

function reportWait(log: Log, { code, place, refused }: HoleWaits, topic: string): void {
  const { sequence, tenantId } = place;
  const fields = { topic, tenantId, aggregate: aggregateOf(place), sequence, code };
  if (!refused) return log.warn(fields, "The timeline waits for a producer to close a hole.");
  log.error(
    fields,
    "A producer refuses to close a hole, and the topic waits. OMNI_TIMELINE_KEY must be the same for access and timeline.",
  );
}

async function showGap(deps: ConsumeDeps, letter: DeadLetter): Promise<void> {
  const { log } = deps;
  const gap = readGap(letter);
  const { topic } = letter.message;
  if (!gap) return log.error({ topic, reason: letter.reason }, "A dead letter does not say which event it was.");
  const { tenantId, sequence } = gap;
  const fields = { topic, tenantId, sequence };
  log.error({ ...fields, reason: gap.reason }, "An event is missing on the timeline until it is replayed.");
  try {
    await applyGap(deps, gap);
  } catch (error) {
    if (!(error instanceof HoleStays)) throw error;
    // A gap without what lies before it would say that nothing else is missing. The letter itself is kept.
    log.error({ ...fields, reason: error.message }, "The missing event does not show as a gap.");
  }
}
