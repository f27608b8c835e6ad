import { accepted, refusal, type Clock, type Instant, type Result } from "@omni/kernel";
import type { Applied, Projection } from "@omni/platform/projection";
import type { Outgoing } from "@omni/platform/rpc";
import { aggregateOf, placeAt, type EventPlace } from "../domain/timeline-event.ts";
import { appliedOf, gapAppliedOf } from "../timeline.ts";
import { timeOfGap } from "./gap-time.ts";
import { readEventsMax, type Producer, type Producers } from "./producers.ts";
import { readEvent } from "./read-event.ts";
import { gapAt } from "./read-gap.ts";

export interface CatchUpDeps {
  readonly projection: Projection;
  readonly producers: Producers;
  readonly clock: Clock;
}

export interface CatchUp {
  /** The last event that is wanted. */
  readonly upTo: EventPlace;
  /** What to send along to a service, in whose name ever. */
  readonly outgoing: (service: string) => Promise<Result<Outgoing>>;
  /**
   * Whether an event that the producer has lost, or that cannot be read, becomes a gap. Else it is left to the bus,
   * which keeps it as a dead letter, and catching up ends before it.
   */
  readonly gaps: boolean;
}

/**
 * Applies the events of one aggregate that the projection lacks, up to a sequence, as the producer has them stored.
 * Answers true when it has come that far. Refuses when the producer cannot be asked.
 */
export async function catchUp(deps: CatchUpDeps, { upTo, outgoing, gaps }: CatchUp): Promise<Result<boolean>> {
  const producer = deps.producers(upTo.aggregateType);
  if (!producer) return refusal("service.unavailable", { facts: { aggregateType: upTo.aggregateType } });
  for (let last = await lastApplied(deps, upTo); last < upTo.sequence; ) {
    const page = await readPage(deps, producer, placeAt(upTo, last + 1), { upTo, outgoing, gaps });
    if (!page.ok) return page;
    if (page.value.length === 0) return accepted(false);
    await deps.projection.apply(page.value);
    last += page.value.length;
  }
  return accepted(true);
}

async function lastApplied({ projection }: CatchUpDeps, place: EventPlace): Promise<number> {
  const [last = 0] = await projection.applied([{ scope: { tenantId: place.tenantId }, aggregate: aggregateOf(place) }]);
  return last;
}

/** What follows from `first` on, without holes, at most one answer of the producer long. */
async function readPage(
  deps: CatchUpDeps,
  producer: Producer,
  first: EventPlace,
  { upTo, outgoing, gaps }: CatchUp,
): Promise<Result<readonly Applied[]>> {
  const limit = Math.min(readEventsMax, upTo.sequence - first.sequence + 1);
  const sent = await outgoing(producer.service);
  if (!sent.ok) return sent;
  const stored = await producer.readEvents(sent.value, first, limit);
  if (!stored.ok) return stored;
  const page: Applied[] = [];
  let before: Instant | undefined;
  // A producer answers without holes: when it has nothing from here on, it has lost all that is wanted.
  const count = stored.value.length > 0 ? Math.min(stored.value.length, limit) : limit;
  for (let index = 0; index < count; index++) {
    const place = placeAt(first, first.sequence + index);
    const read = readStored(stored.value[index], place);
    if ("event" in read) {
      before = read.event.occurredAt;
      page.push(appliedOf(read.event));
    } else if (gaps) {
      const gap = gapAt(place, stored.value[index] ?? new Uint8Array(), read.unreadable);
      before = gap.occurredAt ?? before ?? (await timeOfGap(deps, gap));
      page.push(gapAppliedOf(gap, before));
    } else break;
  }
  return accepted(page);
}

function readStored(bytes: Uint8Array | undefined, place: EventPlace): ReturnType<typeof readEvent> {
  if (!bytes) return { unreadable: "The producer does not have the event." };
  const read = readEvent(bytes);
  if (!("event" in read)) return read;
  const { tenantId, sequence } = read.event;
  const isWanted =
    tenantId === place.tenantId && sequence === place.sequence && aggregateOf(read.event) === aggregateOf(place);
  return isWanted ? read : { unreadable: "The producer answered with another event." };
}
