import type { Instant, Subject } from "@omni/kernel";
import { entryOf, gapEntryOf, type Entry } from "./entry.ts";
import { aggregateOf, type EventPlace, type Gap, type TimelineEvent } from "./timeline-event.ts";

/** An entry on one entity's timeline. */
export interface EntryRow {
  /** Orders rows of one time by aggregate and sequence, and is the same whenever the event comes again. */
  readonly id: string;
  readonly at: Instant;
  readonly indexes: { readonly entity: string; readonly eventType: string };
  /** The entry as JSON text. */
  readonly value: string;
}

/** One row for each entity that the event concerns, however often the event names it. */
export const rowsOf = (event: TimelineEvent): readonly EntryRow[] => rows(event, event.occurredAt, entryOf(event));

/** The rows that stand for an event that could not be read, until it is replayed; `at` is where they are shown. */
export const gapRowsOf = (gap: Gap, at: Instant): readonly EntryRow[] => rows(gap, at, gapEntryOf(gap, at));

/** The index value of one entity's timeline. */
export const entityKey = ({ type, id }: Subject): string => `${type}/${id}`;

function rows(
  event: EventPlace & { readonly subjects: readonly Subject[] },
  at: Instant,
  entry: Entry,
): readonly EntryRow[] {
  const value = JSON.stringify(entry);
  const place = placeKey(event);
  const entities = new Set(event.subjects.map(entityKey));
  return [...entities].map((entity) => ({
    id: `${place} ${entity}`,
    at,
    indexes: { entity, eventType: entry.eventType },
    value,
  }));
}

// A space sorts before every character of an id, so that ids sort as if they were compared part by part.
const placeKey = (event: EventPlace): string => `${aggregateOf(event)} ${String(event.sequence).padStart(10, "0")}`;
