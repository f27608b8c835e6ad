import type { Change, Decision, DomainEvent, IdPrefix, Instant, Result, Scope } from "@omni/kernel";
import type { Answer, Call } from "../rpc/call.ts";
import type { Found, IndexValue, Query } from "./query.ts";

/** What a collection's state is read from and written to. `Summary` is what a list shows: small, without open maps. */
export interface Declaration<State, Summary, Reply> {
  /** Lower case, plural: the name of its table or MongoDB collection. */
  readonly name: string;
  /** The aggregate's type in events: `journey`. */
  readonly aggregate: string;
  /** Raised when the shape of the state changes; `decode` accepts this and the previous one. */
  readonly schema: number;
  readonly decode: (text: string, schema: number) => State;
  readonly encode: (state: State) => string;
  readonly summary: (state: State) => Summary;
  readonly createdAt: (state: State) => Instant;
  /** One value per state; `undefined` is not found by any condition. `createdAt` is there without being named. */
  readonly indexes: Readonly<Record<string, (state: State) => IndexValue | undefined>>;
  /** Several values per state (at most 50 each); asked by equality only. */
  readonly manyIndexes?: Readonly<Record<string, (state: State) => readonly string[]>>;
  /** A business key that two open states of a tenant must not share; `undefined` when the state is final. */
  readonly unique?: (state: State) => string | undefined;
  /** When the state's next clock event is due, and the change that time has brought about by `now`, if any. */
  readonly nextClockEvent?: (state: State) => Instant | undefined;
  readonly clockEvents?: (state: State, now: Instant) => Change<State> | undefined;
  /** What every action and every read of one answers, and its ETag (version and computed status). */
  readonly reply: (state: State, now: Instant) => Reply;
  readonly status: (state: State, now: Instant) => string;
  /** Callers may choose the id of a create: then a key does not lead to its aggregate by itself and is looked up. */
  readonly idsMayBeChosen?: true;
  /** The refusal of an unknown or foreign id: `journey.not_found`. */
  readonly missing: string;
  /** The most the encoded state may hold, in bytes, and the refusal beyond it. */
  readonly bytesMax?: { readonly bytes: number; readonly refusal: string };
}

/** A declaration as an engine sees it: names only. */
export interface AnyCollection {
  readonly name: string;
  readonly aggregate: string;
  readonly indexes: Readonly<Record<string, unknown>>;
  readonly manyIndexes?: Readonly<Record<string, unknown>>;
  readonly unique?: unknown;
}

/** Decides from the state alone (and the facts that were gathered for this version of it). Pure. */
export type Decide<State, Facts> = (state: State, now: Instant, facts: Facts) => Decision<State>;

/**
 * Whether facts that were gathered for an earlier version say as much of this one. Without it facts belong to one
 * version; with it writers who meet do not have to ask again and again what has not changed.
 */
export type StillTrue<State, Facts> = (facts: Facts, state: State) => boolean;

export interface Creation<State> {
  readonly prefix: IdPrefix;
  /** An id that the caller chose; else one is made (from the idempotency key where there is one). */
  readonly id?: string | undefined;
  readonly decide: (id: string, now: Instant) => Decision<State>;
  /** The refusal when the chosen id, or the business key, belongs to another. */
  readonly taken?: (otherId: string) => Result<never>;
}

/**
 * A collection opened on a store. `change`, `create` and `put` are the only ways to write. Each replays the
 * idempotency key, emits due clock events, decides, commits state, events and answer in one write, tries again on
 * conflict (at most 8 times, then `contention`), and answers with ETag and consistency token.
 */
export interface Collection<State, Summary, Reply> {
  create(call: Call<unknown, Reply>, creation: Creation<State>): Promise<Result<Answer<Reply>>>;
  change(call: Call<unknown, Reply>, id: string, decide: Decide<State, undefined>): Promise<Result<Answer<Reply>>>;
  change<Facts>(
    call: Call<unknown, Reply>,
    id: string,
    decide: Decide<State, Facts>,
    facts: (state: State) => Promise<Result<Facts>>,
    stillTrue?: StillTrue<State, Facts>,
  ): Promise<Result<Answer<Reply>>>;
  /** Creates or replaces under an id that the caller chose; `undefined` is handed to `decide` when it is new. */
  put(
    call: Call<unknown, Reply>,
    id: string,
    decide: (state: State | undefined, now: Instant) => Decision<State>,
  ): Promise<Result<Answer<Reply>>>;
  /** Answers a read of one; refuses an unknown or foreign id. */
  read(call: Call<unknown, Reply>, id: string): Promise<Result<Answer<Reply>>>;
  /** The state itself, for facts that another decision needs. Rejects with `StoreAway` while the engine cannot answer. */
  load(scope: Scope, id: string): Promise<State | undefined>;
  find(scope: Scope, query: Query): Promise<Result<Found<Summary>>>;
  /** Commits the clock events that are due, oldest first, over all tenants; answers how many states it moved; throws if any was refused. */
  sweep(limit: number): Promise<number>;
}

/** An event as it is stored, published and replayed. */
export interface StoredEvent {
  readonly tenantId: string;
  /** `type/id`. */
  readonly aggregate: string;
  readonly sequence: number;
  readonly eventId: string;
  /** As in the contract §3, without `omni.`. */
  readonly type: string;
  readonly occurredAt: Instant;
  readonly traceparent?: string;
  /** The JSON text of the whole envelope (contract §3, "Value"). */
  readonly text: string;
  /** The engine's own mark of where the event stands; 0 until it is committed. */
  readonly place: number;
}

/** Committed events on their way to the bus. */
export interface Outbox {
  /**
   * Events that are not acknowledged, oldest first, at most `limit`; in order and without holes per aggregate. What
   * it returns can already be read through `readEvents`. Events stay until they are acknowledged.
   */
  pending(limit: number): Promise<readonly StoredEvent[]>;
  /** The bus has taken them. Losing this only repeats them. */
  acknowledge(events: readonly StoredEvent[]): Promise<void>;
  /**
   * Resolves when a commit has added events since the last `pending`, or when the signal aborts; and now and then, where
   * another process may have left some.
   */
  woken(signal: AbortSignal): Promise<void>;
  /** Milliseconds since the oldest unacknowledged event was committed; 0 when there is none. */
  age(): Promise<number>;
}

/** One service's own store. */
export interface Store {
  open<State, Summary, Reply>(declaration: Declaration<State, Summary, Reply>): Collection<State, Summary, Reply>;
  readonly outbox: Outbox;
  /**
   * The stored events of one aggregate from a sequence on, in order, at most `limit`. Rejects with `StoreAway` while
   * the engine cannot answer.
   */
  readEvents(scope: Scope, aggregate: string, from: number, limit: number): Promise<readonly StoredEvent[]>;
  /** Deletes at most `limit` idempotency answers whose time is over; how many there were. */
  forgetAnswers(limit: number): Promise<number>;
  ready(): boolean;
  close(): Promise<void>;
}

export type { Change, Decision, DomainEvent };
