import { formatInstant, type Instant, type JsonObject } from "@omni/kernel";
import { aggregateOf, type Gap, type TimelineEvent } from "./timeline-event.ts";

/** One line of a timeline, with the names of the REST answer. */
export interface Entry {
  /** The event's id. */
  readonly id: string;
  /** RFC 3339. */
  readonly timestamp: string;
  /** Without `omni.`; `gap` where an event could not be read. */
  readonly eventType: string;
  readonly actorId: string;
  readonly actorName?: string | undefined;
  readonly onBehalfOf?: string | undefined;
  readonly channel?: string | undefined;
  readonly summary: string;
  /** Ids and outcomes: the event's data. */
  readonly metadata: JsonObject;
}

export const gapType = "gap";

export const entryOf = (event: TimelineEvent): Entry => ({
  id: event.eventId,
  timestamp: formatInstant(event.occurredAt),
  eventType: event.eventType,
  actorId: event.actor.id,
  actorName: event.actor.name,
  onBehalfOf: event.actor.onBehalfOf,
  channel: event.channel,
  summary: event.summary,
  metadata: event.data,
});

/** A gap is shown rather than hidden: nobody may take a timeline for complete that is not. */
export const gapEntryOf = (gap: Gap, at: Instant): Entry => ({
  id: gap.eventId ?? `${gapType}_${gap.aggregateId}_${gap.sequence}`,
  timestamp: formatInstant(at),
  eventType: gapType,
  actorId: "unknown",
  summary: "An entry could not be read and is missing here until it is replayed",
  metadata: { aggregate: aggregateOf(gap), sequence: gap.sequence, reason: gap.reason },
});
