import { errorKind } from "@omni/contracts/errors";
import type { Refusal, Result } from "@omni/kernel";
import type { Outgoing } from "@omni/platform/rpc";
import { aggregateOf, placeAt, type EventPlace, type Gap, type TimelineEvent } from "../domain/timeline-event.ts";
import { appliedOf, gapAppliedOf } from "../timeline.ts";
import { catchUp, type CatchUpDeps } from "./catch-up.ts";
import { timeOfGap } from "./gap-time.ts";

export interface ApplyDeps extends CatchUpDeps {
  /** What the service sends along when it asks in its own name. */
  readonly outgoing: (tenantId: string, service: string) => Promise<Result<Outgoing>>;
}

/** A hole that could not be closed, up to and with `place`. */
class HoleOpen extends Error {
  readonly place: EventPlace;
  constructor(place: EventPlace, reason: string) {
    super(`${aggregateOf(place)} cannot be read up to ${place.sequence}: ${reason}`);
    this.place = place;
  }
}

/** Thrown when a hole cannot be closed now: the same events are to be tried again, as long as it takes. */
export class HoleWaits extends HoleOpen {
  readonly code: string;
  /** The producer is there and refuses: only an operator can put that right. Else it is away. */
  readonly refused: boolean;
  constructor(place: EventPlace, { code }: Refusal) {
    super(place, code);
    this.code = code;
    this.refused = !errorKind(code).retryable;
  }
}

/** Thrown when nobody can close a hole, however long it is waited for. */
export class HoleStays extends HoleOpen {}

/**
 * Applies events as the bus brings them: repeats are dropped, and where one lies beyond the next in its aggregate's
 * sequence, what lies between is first fetched from its producer. Throws `HoleWaits` and `HoleStays`.
 */
export async function applyEvents(deps: ApplyDeps, events: readonly TimelineEvent[]): Promise<void> {
  for (const before of await holesBefore(deps, events)) await closeHole(deps, before);
  await deps.projection.apply(events.map(appliedOf));
}

/** Applies what stands for an event that could not be read. Throws `HoleWaits` and `HoleStays`. */
export async function applyGap(deps: ApplyDeps, gap: Gap): Promise<void> {
  for (const before of await holesBefore(deps, [gap])) await closeHole(deps, before);
  await deps.projection.apply([gapAppliedOf(gap, await timeOfGap(deps, gap))]);
}

/** For each aggregate in which the events leave a hole, the place of the last event before its last hole's end. */
async function holesBefore({ projection }: ApplyDeps, events: readonly EventPlace[]): Promise<readonly EventPlace[]> {
  const byAggregate = Map.groupBy(events, (event) => `${event.tenantId} ${aggregateOf(event)}`);
  const groups = [...byAggregate.values()];
  const wanted = groups.flatMap(([first]) =>
    first ? [{ scope: { tenantId: first.tenantId }, aggregate: aggregateOf(first) }] : [],
  );
  const applied = await projection.applied(wanted);
  return groups.flatMap((group, index) => holeIn(group, applied[index] ?? 0) ?? []);
}

function holeIn(group: readonly EventPlace[], applied: number): EventPlace | undefined {
  let last = applied;
  let hole: EventPlace | undefined;
  for (const event of group) {
    if (event.sequence > last + 1) hole = placeAt(event, event.sequence - 1);
    last = Math.max(last, event.sequence);
  }
  return hole;
}

async function closeHole(deps: ApplyDeps, upTo: EventPlace): Promise<void> {
  const { aggregateType, tenantId } = upTo;
  if (!deps.producers(aggregateType)) throw new HoleStays(upTo, `nobody is known to emit ${aggregateType} events.`);
  const outgoing = (service: string) => deps.outgoing(tenantId, service);
  const closed = await catchUp(deps, { upTo, outgoing, gaps: true });
  if (closed.ok) return;
  if (closed.code === "tenant.unknown") throw new HoleStays(upTo, "the tenant is not known.");
  throw new HoleWaits(upTo, closed);
}
