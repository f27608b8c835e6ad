import type { Instant, Scope } from "@omni/kernel";
import type { Outbox, StoredEvent } from "./collection.ts";
import type { Found, IndexValue, Query } from "./query.ts";

/** What an engine has to know of a collection. */
export interface Shape {
  readonly name: string;
  readonly aggregate: string;
  readonly indexes: readonly string[];
  readonly manyIndexes: readonly string[];
  readonly unique: boolean;
}

/** A stored aggregate. */
export interface Document {
  readonly version: number;
  /** The sequence, the hash and the time of its last event; 0, empty and 0 before the first. */
  readonly sequence: number;
  readonly head: string;
  readonly lastAt: Instant;
  readonly schema: number;
  readonly text: string;
}

/** The answer that a committed effect gave under an idempotency key. */
export interface KeptAnswer {
  readonly fingerprint: string;
  readonly etag: string;
  /** Absent when it was over 32 KiB, or when only the key of a create is left: then the resource answers as it is. */
  readonly encoded?: Uint8Array;
}

/** All that one write makes durable together. */
export interface Write {
  readonly document: Document;
  readonly createdAt: Instant;
  readonly summary: string;
  readonly dueAt: Instant | undefined;
  /** Only the values that this write changes; `undefined` clears one. */
  readonly indexes: Readonly<Record<string, IndexValue | undefined>>;
  readonly manyIndexes: Readonly<Record<string, readonly string[]>>;
  /** The business key: absent leaves it as it is, `undefined` frees it. */
  readonly unique?: { readonly key: string | undefined };
  readonly events: readonly StoredEvent[];
  readonly answer?: KeptAnswer & { readonly keyHash: string; readonly expiresAt: Instant };
  /** A create where callers may choose ids: its key must not have made an aggregate under another id. */
  readonly chosenId?: true;
  /** The interval in which the decision is true, judged by the store's clock as it begins the write. */
  readonly holds?: { readonly from?: Instant; readonly until?: Instant };
}

/**
 * Every expected outcome of a write. `duplicate` names the other: the same id, or another id with the business key.
 * `key_taken`: the idempotency key of a create has made an aggregate under another id.
 */
export type Outcome =
  | { readonly kind: "committed" }
  | { readonly kind: "conflict" }
  | { readonly kind: "duplicate"; readonly id: string }
  | { readonly kind: "key_taken" }
  | { readonly kind: "not_now" }
  | { readonly kind: "full" }
  | { readonly kind: "unavailable"; readonly reason: string };

/** One engine (SQLite, MongoDB) behind the store. Reads reject with `StoreAway` while it cannot answer. */
export interface StoreAdapter {
  /** No other process writes here, so what this process knows of a state is the newest there is. */
  readonly exclusive: boolean;
  /** Changes when the store was restored from a backup. */
  readonly epoch: number;
  load(shape: Shape, scope: Scope, id: string): Promise<Document | undefined>;
  /**
   * What was answered under this key for this aggregate, if anything is remembered. `version` is that of the state at
   * hand: an engine may answer from what it knew of that version or a later one, because only a write on that version
   * makes use of the answer "nothing".
   */
  answer(shape: Shape, scope: Scope, id: string, keyHash: string, version: number): Promise<KeptAnswer | undefined>;
  /** Writes if the stored version is `expectedVersion` (0: if there is none yet). All or nothing, durable when it answers. */
  commit(shape: Shape, scope: Scope, id: string, expectedVersion: number, write: Write): Promise<Outcome>;
  /** Summaries, by (createdAt, id). */
  find(shape: Shape, scope: Scope, query: Query): Promise<Found<string>>;
  /** Aggregates of all tenants whose next clock event is due, oldest first. */
  sweep(
    shape: Shape,
    now: Instant,
    limit: number,
  ): Promise<readonly { readonly tenantId: string; readonly id: string }[]>;
  readEvents(scope: Scope, aggregate: string, from: number, limit: number): Promise<readonly StoredEvent[]>;
  /** Deletes at most `limit` answers whose time is over; how many there were. */
  forgetAnswers(now: Instant, limit: number): Promise<number>;
  readonly outbox: Outbox;
  ready(): boolean;
  close(): Promise<void>;
}
