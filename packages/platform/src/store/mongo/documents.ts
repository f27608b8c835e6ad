import { instant, type Scope } from "@omni/kernel";
import type { Shape } from "../adapter.ts";
import type { StoredEvent } from "../collection.ts";
import type { IndexValue } from "../query.ts";

/** Raised when the layout of the documents below changes; a reader accepts this and the previous one. */
export const schemaVersion = 1;

/** One aggregate: state, indexes, events on their way, keys on their way. All of a commit is one write to it. */
export interface AggregateDocument {
  /** `tenant/id`: the tenant comes first in every index. */
  readonly _id: string;
  readonly schemaVersion: number;
  readonly tenant: string;
  readonly id: string;
  /** When it was created: the order of lists. */
  readonly at: number;
  readonly version: number;
  /** A number of chance that the write which made this version has chosen: it knows itself again by it. */
  readonly mark: number;
  readonly sequence: number;
  readonly head: string;
  readonly lastAt: number;
  readonly stateSchema: number;
  readonly text: string;
  readonly summary: string;
  readonly dueAt?: number;
  /** The business key. */
  readonly unique?: string;
  /** The values of the declared indexes. */
  readonly i: Readonly<Record<string, IndexValue>>;
  readonly m: Readonly<Record<string, readonly string[]>>;
  /** At most 256 before it refuses more. */
  readonly outbox: readonly EventFields[];
  /** Answers that the relay has not moved to `answers` yet; at most 256. */
  readonly keys: readonly KeyEntry[];
  /** Short hashes of the last 64 keys, and how many keys there ever were. */
  readonly hashes: readonly number[];
  readonly keyCount: number;
  /** The key that created it stays as long as it does. */
  readonly birth?: Readonly<Record<"key" | "fingerprint" | "etag", string>> & {
    /** Ids may be chosen here: the key must not make another. */
    readonly chosen?: true;
  };
}

/** An event as it is stored, in an outbox and in `events`. */
export interface EventFields {
  readonly sequence: number;
  /** When it occurred. */
  readonly at: number;
  readonly eventId: string;
  readonly type: string;
  readonly traceparent?: string;
  readonly text: string;
}

export interface KeyEntry {
  readonly hash: string;
  readonly fingerprint: string;
  readonly etag: string;
  readonly encoded?: Uint8Array;
  readonly expiresAt: Date;
}

/** One stored event; `_id` is its place: `tenant/type/id/sequence`. Append-only. */
export interface EventDocument extends EventFields {
  readonly _id: string;
  readonly schemaVersion: number;
  readonly tenant: string;
  readonly aggregate: string;
}

/** One answer that the relay has moved; `_id` is `tenant/type/id/hash`. */
export interface AnswerDocument extends KeyEntry {
  readonly _id: string;
  readonly schemaVersion: number;
}

export const documentId = ({ tenantId }: Scope, id: string): string => `${tenantId}/${id}`;

/** Names a document among those of all collections. */
export const memoryKey = ({ name }: Pick<Shape, "name">, document: string): string => `${name} ${document}`;

export const aggregateOf = ({ aggregate }: Shape, id: string): string => `${aggregate}/${id}`;

export const answerId = ({ tenantId }: Scope, aggregate: string, keyHash: string): string =>
  `${tenantId}/${aggregate}/${keyHash}`;

/** Ten digits, so that the order of the text is the order of the numbers. */
export const eventPlace = ({ tenantId }: Scope, aggregate: string, sequence: number): string =>
  `${tenantId}/${aggregate}/${String(sequence).padStart(10, "0")}`;

export const lastSequence = 9_999_999_999;

/** How many short hashes are kept: with that many keys at most, a hash that is not among them was never there. */
export const hashesMax = 64;

/** The first 52 bits of a key's hash (hex): as many as a number holds exactly, in 8 bytes. */
export const shortHash = (keyHash: string): number => Number.parseInt(keyHash.slice(0, 13), 16);

export const eventFields = (event: StoredEvent): EventFields => ({
  sequence: event.sequence,
  at: event.occurredAt,
  eventId: event.eventId,
  type: event.type,
  ...(event.traceparent === undefined ? {} : { traceparent: event.traceparent }),
  text: event.text,
});

export const storedEvent = (scope: Scope, aggregate: string, entry: EventFields): StoredEvent => ({
  tenantId: scope.tenantId,
  aggregate,
  sequence: entry.sequence,
  eventId: entry.eventId,
  type: entry.type,
  occurredAt: instant(entry.at),
  ...(entry.traceparent === undefined ? {} : { traceparent: entry.traceparent }),
  text: entry.text,
  place: entry.sequence,
});

/** What there is of these values. */
export function definedOf<Value>(values: Readonly<Record<string, Value | undefined>>): Record<string, Value> {
  const defined: Record<string, Value> = {};
  for (const [name, value] of Object.entries(values)) if (value !== undefined) defined[name] = value;
  return defined;
}
