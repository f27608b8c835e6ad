import { accepted, type Instant, type Result } from "@omni/kernel";
import type { KeyObject } from "node:crypto";
import type { Authorised, Authority } from "./authority.ts";
import type { Answer, Call, Outgoing, PublicCall, SeenWrite } from "./call.ts";
import type { ConsistencyTokens } from "./consistency.ts";
import type { MethodCodec } from "./definition.ts";
import { idempotencyOf, parseIdempotencyKey } from "./idempotency.ts";

/** What came in, as the server has settled it. */
export interface CallParts {
  readonly incoming: Outgoing;
  readonly bytes: Uint8Array;
  readonly correlationId: string;
  readonly deadline: Instant;
}

export interface CallOpenerOptions {
  readonly authority: Authority;
  readonly secret: KeyObject;
  readonly tokens: ConsistencyTokens;
}

/** Makes what a handler sees out of what came in. */
export interface CallOpener {
  /** Refuses a bad Idempotency-Key and a bad Omni-Consistency token. */
  call(codec: MethodCodec, parts: CallParts, request: object, authorised: Authorised): Result<Call<object, object>>;
  publicCall(codec: MethodCodec, parts: CallParts, request: object): PublicCall<object, object>;
}

type Writable<T> = { -readonly [Name in keyof T]: T[Name] };

const nothingSeen: Result<readonly SeenWrite[]> = accepted([]);

export function callOpener({ authority, secret, tokens }: CallOpenerOptions): CallOpener {
  const answers = new WeakMap<MethodCodec, Call<object, object>["answer"]>();
  const answerOf = (codec: MethodCodec): Call<object, object>["answer"] => {
    const known = answers.get(codec);
    if (known !== undefined) return known;
    const answer = (reply: object, beside?: object): Answer<object> => ({
      encoded: codec.encodeReply(reply),
      ...beside,
    });
    answers.set(codec, answer);
    return answer;
  };

  return {
    publicCall(codec, { incoming, correlationId, deadline }, request) {
      const call: Writable<PublicCall<object, object>> = { request, correlationId, deadline, answer: answerOf(codec) };
      if (isTraceparent(incoming.traceparent)) call.traceparent = incoming.traceparent;
      return call;
    },
    call(codec, { incoming, bytes, correlationId, deadline }, request, { caller, context }) {
      const { tenantId } = caller;
      const key = incoming.idempotencyKey === undefined ? undefined : parseIdempotencyKey(incoming.idempotencyKey);
      if (key?.ok === false) return key;
      const seen = incoming.consistency === undefined ? nothingSeen : tokens.read(tenantId, incoming.consistency);
      if (!seen.ok) return seen;
      const call: Writable<Call<object, object>> = {
        request,
        scope: { tenantId },
        caller,
        actor: caller.actor,
        seen: seen.value,
        correlationId,
        deadline,
        answer: answerOf(codec),
        consistencyAfter: (write) => tokens.after(tenantId, seen.value, write),
        onward: async (audience) => {
          const onward = await authority({ credential: { context }, audience });
          return onward.ok ? accepted(outgoing(onward.value, call)) : onward;
        },
      };
      if (key !== undefined) call.idempotency = idempotencyOf(secret, caller, codec.path, key.value, bytes);
      if (incoming.ifMatch !== undefined) call.ifMatch = incoming.ifMatch;
      if (isTraceparent(incoming.traceparent)) call.traceparent = incoming.traceparent;
      return accepted(call);
    },
  };
}

type Beside = Pick<PublicCall, "correlationId" | "deadline" | "traceparent">;

const outgoing = ({ context }: Authorised, { correlationId, deadline, traceparent }: Beside): Outgoing => ({
  credential: { context },
  correlationId,
  deadline,
  ...(traceparent === undefined ? {} : { traceparent }),
});

// https://www.w3.org/TR/trace-context/#traceparent-header; anything else is not passed on.
const isTraceparent = (text: string | undefined): text is string =>
  text !== undefined && /^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/.test(text);
