import { isCallerId } from "@omni/kernel";
import type { Message } from "@omni/platform/bus";
import { aggregateOf, type EventPlace } from "../domain/timeline-event.ts";
import { readEvent, type ReadEvent } from "./read-event.ts";

/**
 * Reads a message of the bus. What its key and its headers say of tenant, aggregate and sequence must be what the
 * envelope says: an event that travels under another tenant's name is refused.
 */
export function readMessage({ key, headers, value }: Message): ReadEvent {
  const read = readEvent(value);
  if (!("event" in read)) return read;
  const { event } = read;
  const agrees =
    key === `${event.tenantId}/${event.aggregateId}` &&
    same(headers["omni-tenant"], event.tenantId) &&
    same(headers["omni-aggregate"], aggregateOf(event)) &&
    same(headers["omni-sequence"], String(event.sequence));
  return agrees ? read : { unreadable: "The envelope is not what the message's key and headers say." };
}

// A producer outside may send the key alone.
const same = (header: string | undefined, value: string): boolean => header === undefined || header === value;

/** Where a message stands by its key and headers alone; `undefined` when they do not tell, or contradict each other. */
export function placeOfMessage({ key, headers }: Message): EventPlace | undefined {
  const tenantId = headers["omni-tenant"] ?? "";
  const [aggregateType = "", aggregateId = "", ...rest] = (headers["omni-aggregate"] ?? "").split("/");
  const sequence = /^[1-9]\d{0,9}$/.test(headers["omni-sequence"] ?? "") ? Number(headers["omni-sequence"]) : 0;
  const told = isCallerId(tenantId) && /^[a-z][a-z_]{0,63}$/.test(aggregateType) && isCallerId(aggregateId);
  if (!told || rest.length > 0 || sequence === 0 || key !== `${tenantId}/${aggregateId}`) return undefined;
  return { tenantId, aggregateType, aggregateId, sequence };
}

/** Whose a message is by its key and headers alone; `undefined` when they do not tell, or contradict each other. */
export function tenantOfMessage({ key, headers }: Message): string | undefined {
  const [tenantId = "", aggregateId = "", ...rest] = key.split("/");
  const told = isCallerId(tenantId) && isCallerId(aggregateId) && rest.length === 0;
  return told && same(headers["omni-tenant"], tenantId) ? tenantId : undefined;
}
