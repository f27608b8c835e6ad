import { z } from "zod";

/** Ids of the rail's own and of callers (contract §1, "Ids"). */
export const id = z.string().regex(/^[A-Za-z0-9._:@-]{1,128}$/);

/** RFC 3339 in UTC with `Z`, with milliseconds only when there are any. */
export const instantText = z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{3})?Z$/);

/** Any JSON value; the exact shape of `data` is each event's own. */
const jsonObject = z.record(z.string(), z.json());

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** An entity that the event concerns; it gets an entry on that entity's timeline. */
export const subject = z.object({ type: z.string().regex(/^[a-z][a-z0-9_]{0,63}$/), id });
export type EventSubject = z.infer<typeof subject>;

/** Version of the envelope itself. A reader accepts this one and refuses a newer one. */
export const envelopeSchemaVersion = 1;

/** Who acted: a user, a client (`key_…`), or `system` where only time did. */
export const eventActor = z.object({
  id,
  /** The display name as it was then; gone after an erasure. */
  name: z.string().max(200).optional(),
  onBehalfOf: id.optional(),
  delegationId: id.optional(),
});

/** The chain of one aggregate: every event carries the hash of the one before. */
export const integrity = z.object({
  /** The hash of the aggregate's previous event; empty for the first. */
  previous: z.union([sha256, z.literal("")]),
  /**
   * SHA-256 over `previous` and the canonical envelope without `integrity`, in which `actor.name` stands as
   * SHA-256(salt + name): erasing name and salt keeps the proof.
   */
  hash: sha256,
  /** 16 unpredictable bytes in hex; gone after an erasure. */
  salt: z
    .string()
    .regex(/^[0-9a-f]{32}$/)
    .optional(),
});

/**
 * The value of every message on the bus and of every stored event (contract §3, "Value"). `eventType` stands without
 * `omni.`; the CloudEvents header `ce_type` has it. `sequence` counts the aggregate's events from 1 without gaps;
 * `version` is the state's. `epoch` changes when a store was restored from a backup. Readers ignore fields that they do
 * not know, so a rolling upgrade may mix versions; what a producer may emit is `eventSchema` (registry.ts).
 */
export const envelope = z.object({
  schemaVersion: z.literal(envelopeSchemaVersion),
  eventId: id,
  eventType: z.string().regex(/^[a-z]+\.[a-z_]+$/),
  occurredAt: instantText,
  tenantId: id,
  epoch: z.int().min(0),
  aggregate: z.object({
    type: z.string().regex(/^[a-z][a-z_]*$/),
    id,
    version: z.int().min(1),
    sequence: z.int().min(1),
  }),
  integrity,
  actor: eventActor,
  /** The API key's id; `system` where only time acted. */
  clientId: id,
  correlationId: z.string().min(1).max(256),
  /** The event that caused this one; absent where a request did. */
  causationId: z.string().min(1).max(256).optional(),
  /** web, mobile, branch, call_center, api, partner: where the customer or the user was. */
  channel: z.string().max(64).optional(),
  /** Every entity that the event concerns, the aggregate itself included. */
  subjects: z.array(subject).min(1).max(100),
  /** One plain sentence for a timeline. */
  summary: z.string().min(1).max(1000),
  data: jsonObject,
});

export type Envelope = z.infer<typeof envelope>;
