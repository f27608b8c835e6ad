import { instant, refusal, type Instant } from "@omni/kernel";
import type { Answer, Call } from "@omni/platform/rpc";
import { createHash } from "node:crypto";

/** What a test says of a call; the rest is filled in. */
export interface CallWish {
  readonly tenantId?: string;
  readonly actorId?: string;
  readonly actorName?: string;
  readonly roles?: readonly string[];
  readonly teams?: readonly string[];
  readonly key?: string;
  /** Stands for the request's bytes in the fingerprint. */
  readonly body?: string;
  readonly ifMatch?: string;
  readonly deadline?: Instant;
}

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

/** A verified call as a service's interceptor would make it; replies are encoded as JSON. */
export function testCall<Reply>(wish: CallWish = {}): Call<undefined, Reply> {
  const tenantId = wish.tenantId ?? "tnt_alpha";
  const actor = {
    id: wish.actorId ?? "usr_rm_001",
    name: wish.actorName ?? "Ahmed Al-Rashidi",
    roles: wish.roles ?? [],
    teams: wish.teams ?? [],
    kind: "user",
  } as const;
  const deadline = wish.deadline ?? instant(Number.MAX_SAFE_INTEGER);
  return {
    request: undefined,
    scope: { tenantId },
    caller: { tenantId, zone: "Asia/Riyadh", clientId: "key_test", scopes: [], actor, expiresAt: deadline },
    actor,
    ...(wish.key === undefined
      ? {}
      : { idempotency: { keyHash: sha256(`${tenantId}\n${wish.key}`), fingerprint: sha256(wish.body ?? "") } }),
    ...(wish.ifMatch === undefined ? {} : { ifMatch: wish.ifMatch }),
    seen: [],
    correlationId: "req_test",
    deadline,
    answer: (reply, beside) => ({ encoded: Buffer.from(JSON.stringify(reply)), ...beside }),
    consistencyAfter: ({ aggregateType, aggregateId, sequence }) => `${aggregateType}/${aggregateId}:${sequence}`,
    onward: () => Promise.resolve(refusal("service.unavailable")),
  };
}

/** The reply behind an answer that a `testCall` has encoded. */
export const replyOf = <Reply>(answer: Answer<Reply>): Reply =>
  // Encoded by `testCall` from a Reply.
  JSON.parse(Buffer.from(answer.encoded).toString()) as Reply;
