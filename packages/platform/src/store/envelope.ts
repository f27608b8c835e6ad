import { canonicalJson, formatInstant, type DomainEvent, type Instant } from "@omni/kernel";
import { hash as digestOf } from "node:crypto";
import type { StoredEvent } from "./collection.ts";

/** The shape of an event's envelope; consumers accept this and the previous one. */
export const eventSchemaVersion = 1;

/** Who stands behind an event. */
export interface EventSource {
  readonly actorId: string;
  readonly actorName?: string;
  readonly onBehalfOf?: string;
  readonly delegationId?: string;
  readonly clientId: string;
  readonly correlationId: string;
  readonly causationId?: string;
  readonly traceparent?: string;
}

/** Where an event stands in its aggregate's history. */
export interface EventPlace {
  readonly tenantId: string;
  readonly epoch: number;
  readonly aggregateType: string;
  readonly aggregateId: string;
  /** The state's version after the commit that emits the event. */
  readonly version: number;
  readonly sequence: number;
  readonly eventId: string;
  readonly occurredAt: Instant;
  /** The hash of the aggregate's previous event; empty before the first. */
  readonly previous: string;
  /** 32 hex digits of chance, kept with the event until the person's name is erased. */
  readonly salt: string;
}

export interface SealedEvent {
  readonly event: StoredEvent;
  readonly hash: string;
}

/**
 * Makes the envelope of the contract §3 as canonical JSON (sorted names) and chains it: `hash` = SHA-256 over
 * `previous` and the canonical envelope without `integrity`, in which `actor.name` stands as SHA-256(salt + name).
 * Erasing name and salt therefore leaves a proof that can still be checked.
 */
export function sealEvent(event: DomainEvent, place: EventPlace, source: EventSource): SealedEvent {
  const hiddenName = source.actorName === undefined ? undefined : nameDigest(place.salt, source.actorName);
  const afterActor = middlePart(event, place, source);
  const tail = tailPart(event, place);
  const hash = sha256(`${place.previous}{${actorPart(source, hiddenName)}${afterActor}${tail}}`);
  const integrity = `"integrity":{"hash":"${hash}","previous":"${place.previous}","salt":"${place.salt}"},`;
  const text = `{${actorPart(source, source.actorName)}${afterActor}${integrity}${tail}}`;
  return {
    hash,
    event: {
      tenantId: place.tenantId,
      aggregate: `${place.aggregateType}/${place.aggregateId}`,
      sequence: place.sequence,
      eventId: place.eventId,
      type: event.type,
      occurredAt: place.occurredAt,
      ...(source.traceparent === undefined ? {} : { traceparent: source.traceparent }),
      text,
      place: 0,
    },
  };
}

/** The name as the proof knows it. The salt has always 32 digits, so no other salt and name make the same text. */
export const nameDigest = (salt: string, name: string): string => sha256(salt + name);

const sha256 = (text: string): string => digestOf("sha256", text, "hex");

/** Whether an envelope fits its own hash; with `previous` also whether it follows that event. */
export function verifyEvent(envelope: Readonly<Record<string, unknown>>): boolean {
  const { integrity, actor, ...rest } = envelope;
  if (!isRecord(integrity) || !isRecord(actor)) return false;
  const { previous, hash, salt } = integrity;
  if (typeof previous !== "string" || typeof salt !== "string") return false;
  const name = actor["name"];
  const hashedActor = typeof name === "string" ? { ...actor, name: nameDigest(salt, name) } : actor;
  const text = previous + canonicalJson({ ...rest, actor: hashedActor });
  return sha256(text) === hash;
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;

const text = (value: string): string => JSON.stringify(value);
const member = (name: string, value: string | undefined): string =>
  value === undefined ? "" : `"${name}":${text(value)},`;

// The three parts below are written in the order of the canonical form; `integrity` goes between the last two.
function actorPart(source: EventSource, name: string | undefined): string {
  const members =
    member("delegationId", source.delegationId) +
    member("id", source.actorId) +
    member("name", name) +
    member("onBehalfOf", source.onBehalfOf);
  return `"actor":{${members.slice(0, -1)}},`;
}

const middlePart = (event: DomainEvent, place: EventPlace, source: EventSource): string =>
  `"aggregate":{"id":${text(place.aggregateId)},"sequence":${place.sequence},"type":${text(place.aggregateType)},"version":${place.version}},` +
  member("causationId", source.causationId) +
  member("channel", event.channel) +
  member("clientId", source.clientId) +
  member("correlationId", source.correlationId) +
  `"data":${canonicalJson(event.data)},"epoch":${place.epoch},` +
  member("eventId", place.eventId) +
  member("eventType", event.type);

const tailPart = (event: DomainEvent, place: EventPlace): string =>
  member("occurredAt", formatInstant(place.occurredAt)) +
  `"schemaVersion":${eventSchemaVersion},"subjects":${canonicalJson(event.subjects)},` +
  member("summary", event.summary) +
  `"tenantId":${text(place.tenantId)}`;
