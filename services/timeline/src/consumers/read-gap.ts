import { isCallerId, parseInstant, type Subject } from "@omni/kernel";
import type { DeadLetter } from "@omni/platform/bus";
import { entityKey } from "../domain/rows.ts";
import type { EventPlace, Gap } from "../domain/timeline-event.ts";
import { parseJson } from "./read-event.ts";
import { placeOfMessage, readMessage } from "./read-message.ts";

const subjectsMax = 100;

/**
 * What can be said of a dead letter: its place, id and time by key and headers, and, as far as the value can be
 * understood at all and is of the same tenant, when it happened and whom it concerns. `undefined` when not even the
 * place is known.
 */
export function readGap(letter: DeadLetter): Gap | undefined {
  const { message } = letter;
  const place = placeOfMessage(message);
  if (!place) return undefined;
  const gap = gapAt(place, message.value, reasonOf(letter));
  const { ce_id: eventId = "", ce_time: time = "" } = message.headers;
  return {
    ...gap,
    eventId: isCallerId(eventId) ? eventId : undefined,
    occurredAt: parseInstant(time) ?? gap.occurredAt,
  };
}

/** Why a message could not be shown, as it is seen now. */
export function reasonOf({ message }: DeadLetter): string {
  const read = readMessage(message);
  // A reason that an engine or a bug gave may hold anything: a timeline says only what the rail itself has written.
  return "unreadable" in read ? read.unreadable : "The event could not be applied.";
}

/** The gap for an event whose place is known and whose bytes, if there are any, could not be read. */
export function gapAt(place: EventPlace, value: Uint8Array, reason: string): Gap {
  const loose = looseEnvelope(value, place);
  return {
    ...place,
    occurredAt: parseInstant(String(loose["occurredAt"])),
    subjects: [{ type: place.aggregateType, id: place.aggregateId }, ...subjectsOf(loose["subjects"], place)],
    reason,
  };
}

/** The members of a value that is at least an object and belongs to the tenant; else none. */
function looseEnvelope(value: Uint8Array, { tenantId }: EventPlace): Readonly<Record<string, unknown>> {
  const parsed = parseJson(value);
  const isObject = typeof parsed === "object" && parsed !== null && !Array.isArray(parsed);
  const members: Readonly<Record<string, unknown>> = isObject ? { ...parsed } : {};
  return members["tenantId"] === tenantId ? members : {};
}

function subjectsOf(value: unknown, place: EventPlace): readonly Subject[] {
  if (!Array.isArray(value)) return [];
  const own = entityKey({ type: place.aggregateType, id: place.aggregateId });
  return value
    .slice(0, subjectsMax)
    .filter(isSubject)
    .map(({ type, id }) => ({ type, id }))
    .filter((subject) => entityKey(subject) !== own);
}

const isSubject = (value: unknown): value is Subject =>
  typeof value === "object" &&
  value !== null &&
  "type" in value &&
  "id" in value &&
  typeof value.type === "string" &&
  /^[a-z][a-z0-9_]{0,63}$/.test(value.type) &&
  typeof value.id === "string" &&
  isCallerId(value.id);
