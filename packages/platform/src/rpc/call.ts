import type { Instant, Result, Scope } from "@omni/kernel";

/** Who acts: a user of the tenant, or (where a rule allows it) the client itself. */
export interface Actor {
  readonly id: string;
  /** The display name as it is now; events keep it as it was then. Absent when a client acts. */
  readonly name?: string;
  readonly roles: readonly string[];
  readonly teams: readonly string[];
  readonly kind: "user" | "client";
}

/** What the rail knows of a verified caller; carried by the signed context (`context.ts`). */
export interface Caller {
  readonly tenantId: string;
  /** The tenant's IANA zone, such as `Asia/Riyadh`. */
  readonly zone: string;
  /** The API key's id: `key_…`; of a service of the rail's own, `svc_…`. */
  readonly clientId: string;
  readonly scopes: readonly string[];
  readonly actor: Actor;
  /** After this the context is refused (5 s after the access service was last asked). */
  readonly expiresAt: Instant;
}

/** The Idempotency-Key of a call, as the store keeps it: never the key itself. */
export interface Idempotency {
  /** HMAC-SHA-256 over tenant, client, method and key, as 64 hex digits. */
  readonly keyHash: string;
  /** SHA-256 over the request as it came and the actor, as 64 hex digits. */
  readonly fingerprint: string;
}

/** One write that a caller wants to see: the aggregate had reached this sequence. */
export interface SeenWrite {
  readonly aggregateType: string;
  readonly aggregateId: string;
  readonly sequence: number;
  readonly at: Instant;
}

/** An encoded reply and what travels beside it. */
export interface Encoded {
  readonly encoded: Uint8Array;
  readonly etag?: string;
  /** The Omni-Consistency token of a mutation. */
  readonly consistency?: string;
  readonly replayed?: boolean;
}

/** What a handler gives back. `Reply` is only for the type checker. */
export interface Answer<Reply> extends Encoded {
  readonly reply?: (reply: Reply) => Reply;
}

/** One verified call, whatever carried it. */
export interface Call<Request = unknown, Reply = unknown> {
  readonly request: Request;
  readonly scope: Scope;
  readonly caller: Caller;
  readonly actor: Actor;
  readonly idempotency?: Idempotency;
  readonly ifMatch?: string;
  /** The verified content of the caller's Omni-Consistency token; empty without one. */
  readonly seen: readonly SeenWrite[];
  readonly correlationId: string;
  readonly traceparent?: string;
  /** When the caller stops waiting. */
  readonly deadline: Instant;
  /** Encodes a reply of this call's method. */
  readonly answer: (
    reply: Reply,
    beside?: { etag?: string; consistency?: string; replayed?: boolean },
  ) => Answer<Reply>;
  /** Signs an Omni-Consistency token over the caller's earlier writes and this one (contract §1). */
  readonly consistencyAfter: (write: Omit<SeenWrite, "at">) => string;
  /** What to send along when this handler calls another service in the caller's name. */
  readonly onward: (audience: string) => Promise<Result<Outgoing>>;
}

/** What a client sends beside a request. */
export interface Outgoing {
  readonly credential: { readonly apiKey: string } | { readonly context: string } | undefined;
  readonly idempotencyKey?: string;
  readonly ifMatch?: string;
  readonly consistency?: string;
  readonly correlationId?: string;
  readonly traceparent?: string;
  /** Default: 5 s from now. */
  readonly deadline?: Instant;
}

/** What a client gets: the decoded reply and what travelled beside it. */
export interface Received<Reply> {
  readonly reply: Reply;
  readonly etag?: string;
  readonly consistency?: string;
  readonly replayed: boolean;
}

/** A handler knows no transport. Refusals are values; a throw is a bug and answers as `internal.error`. */
export type Rpc<Request, Reply> = (call: Call<Request, Reply>) => Promise<Result<Answer<Reply>>>;

/** A call of a method that needs no credential: nothing is known of the caller. */
export type PublicCall<Request = unknown, Reply = unknown> = Pick<
  Call<Request, Reply>,
  "request" | "correlationId" | "traceparent" | "deadline" | "answer"
>;

export type PublicRpc<Request, Reply> = (call: PublicCall<Request, Reply>) => Promise<Result<Answer<Reply>>>;
