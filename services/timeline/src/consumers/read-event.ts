import { envelope, envelopeSchemaVersion, type Envelope } from "@omni/contracts/events";
import { parseInstant } from "@omni/kernel";
import type { TimelineEvent } from "../domain/timeline-event.ts";

/** An event, or why its bytes are none: in words of the rail's own, with nothing out of the bytes. */
export type ReadEvent = { readonly event: TimelineEvent } | { readonly unreadable: string };

const utf8 = new TextDecoder("utf-8", { fatal: true });

/** Reads the envelope of contract §3 from its UTF-8 JSON text. Unknown fields are ignored, a newer schema is not. */
export function readEvent(bytes: Uint8Array): ReadEvent {
  const value = parseJson(bytes);
  if (value === undefined) return { unreadable: "The value is not JSON." };
  const parsed = envelope.safeParse(value);
  if (parsed.success) return toEvent(parsed.data);
  const version = schemaVersionOf(value);
  if (version !== envelopeSchemaVersion) return { unreadable: `The schemaVersion is not ${envelopeSchemaVersion}.` };
  const paths = new Set(parsed.error.issues.map(({ path }) => path[0]));
  return { unreadable: `The envelope is not valid in ${[...paths].map(String).toSorted().join(", ")}.` };
}

function toEvent({ aggregate, actor, ...fields }: Envelope): ReadEvent {
  const occurredAt = parseInstant(fields.occurredAt);
  if (occurredAt === undefined) return { unreadable: "The envelope is not valid in occurredAt." };
  const { tenantId, eventId, eventType, channel, subjects, summary, data } = fields;
  const place = { tenantId, aggregateType: aggregate.type, aggregateId: aggregate.id, sequence: aggregate.sequence };
  return { event: { ...place, eventId, eventType, occurredAt, actor, channel, subjects, summary, data } };
}

/** The JSON value of UTF-8 bytes; `undefined` when they are none. */
export function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(utf8.decode(bytes));
  } catch {
    return undefined;
  }
}

const schemaVersionOf = (value: unknown): unknown =>
  typeof value === "object" && value !== null && "schemaVersion" in value ? value.schemaVersion : undefined;
