import type { Instant } from "@omni/kernel";
import type { Applied, ProjectionDeclaration } from "@omni/platform/projection";
import type { Condition, Filter, Query } from "@omni/platform/store";
import { eventTypesOf } from "./domain/event-types.ts";
import { entityKey, gapRowsOf, rowsOf } from "./domain/rows.ts";
import { aggregateOf, type EventPlace, type Gap, type TimelineEvent } from "./domain/timeline-event.ts";
import type { TimelineFilter } from "./domain/timeline-filter.ts";

/** Every timeline of every entity: a row per event and entity, ordered by (occurredAt, aggregate, sequence). */
export const timeline: ProjectionDeclaration = { name: "timeline", indexes: ["entity"], filters: ["eventType"] };

/** The entries of one entity that a filter lets through. */
export function timelineBy({ entity, from, to, eventTypes, order }: TimelineFilter): Filter {
  const condition: Condition = {
    entity: entityKey(entity),
    ...(eventTypes ? { eventType: { in: eventTypes } } : {}),
    ...(from === undefined && to === undefined ? {} : { at: rangeOf(from, to) }),
  };
  return { any: [condition], order };
}

const rangeOf = (from: number | undefined, to: number | undefined) => ({
  ...(from === undefined ? {} : { from }),
  ...(to === undefined ? {} : { to }),
});

/** An event with its rows. */
export const appliedOf = (event: TimelineEvent): Applied => ({ ...placeOf(event), rows: rowsOf(event) });

/** A gap with its rows: it counts as applied, and the event takes its place when it is replayed. */
export const gapAppliedOf = (gap: Gap, at: Instant): Applied => ({
  ...placeOf(gap),
  rows: gapRowsOf(gap, at),
  gap: true,
});

/** The newest entry of an aggregate's own events, no gap: on its own timeline, where others' events stand as well. */
export const latestOwn = ({ aggregateType, aggregateId }: EventPlace): Query => ({
  any: [
    { entity: entityKey({ type: aggregateType, id: aggregateId }), eventType: { in: eventTypesOf(aggregateType) } },
  ],
  order: "desc",
  start: { page: 1 },
  perPage: 1,
});

const placeOf = (event: EventPlace) => ({
  scope: { tenantId: event.tenantId },
  aggregate: aggregateOf(event),
  sequence: event.sequence,
});
