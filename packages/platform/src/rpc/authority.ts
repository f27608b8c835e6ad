import { accepted, addMilliseconds, type Clock, instant, type Instant, type Result } from "@omni/kernel";
import type { Caller, Outgoing } from "./call.ts";
import { rpcClient, type RpcClient } from "./client.ts";
import type { VerifyContext } from "./context.ts";
import { expiringCache } from "./expiring-cache.ts";
import { accessService, type AccessServiceDefinition } from "./services.ts";
import type { Transport } from "./transport.ts";

export type Credential = NonNullable<Outgoing["credential"]>;

/** A verified caller, and the signed context that says so to one audience. */
export interface Authorised {
  readonly caller: Caller;
  readonly context: string;
}

export interface AuthorityQuestion {
  /** The caller's own key, or a context that was made for another audience. */
  readonly credential: Credential;
  /** The service that will get the context. */
  readonly audience: string;
  /** The user whom the request names; left out means the credential's own. */
  readonly actorId?: string | undefined;
}

/**
 * Turns a credential into a caller. Refuses as the access service does: `credential.invalid`, `actor.mismatch`,
 * `user.unknown`, `user.inactive`; and `service.unavailable` when it cannot be reached.
 */
export type Authority = (question: AuthorityQuestion) => Promise<Result<Authorised>>;

export interface AccessAuthorityOptions {
  /** The way to the access service. */
  readonly transport: Transport;
  readonly verify: VerifyContext;
  readonly clock: Clock;
}

// A context lives for 5 s after the access service was asked. Reused for 4, it has a second left for the way.
const reusedForMs = 4_000;
const rememberedMax = 10_000;

interface Remembered extends Authorised {
  readonly expiresAt: Instant;
}

/**
 * Asks the access service, and reuses its answer for at most 4 s. Whoever asks the same at the same time shares one
 * question. Refusals are not remembered: a user who was just created may act at once.
 */
export function accessAuthority(options: AccessAuthorityOptions): Authority {
  const { clock, transport } = options;
  const remembered = expiringCache<Remembered>(rememberedMax);
  const asked = new Map<string, Promise<Result<Authorised>>>();
  // Made at the first question: reading the .proto file is left out of a start that may not need it.
  let access: RpcClient<AccessServiceDefinition> | undefined;

  const ask = async (key: string, question: AuthorityQuestion): Promise<Result<Authorised>> => {
    const askedAt = clock();
    access ??= rpcClient(accessService, transport);
    const answer = await askAccess(access, options.verify, question);
    if (!answer.ok) return answer;
    const reusable = Math.min(addMilliseconds(askedAt, reusedForMs), answer.value.caller.expiresAt);
    remembered.set(key, { ...answer.value, expiresAt: instant(reusable) }, clock());
    return answer;
  };

  return async (question) => {
    const key = keyOf(question);
    const known = remembered.get(key, clock());
    if (known !== undefined) return accepted(known);
    let answer = asked.get(key);
    if (answer === undefined) {
      answer = ask(key, question).finally(() => asked.delete(key));
      asked.set(key, answer);
    }
    return answer;
  };
}

async function askAccess(
  access: RpcClient<AccessServiceDefinition>,
  verify: VerifyContext,
  { credential, audience, actorId }: AuthorityQuestion,
): Promise<Result<Authorised>> {
  const answer = await access.authenticate({ credential: undefined }, { ...credential, audience, actorId });
  if (!answer.ok) return answer;
  const { context = "" } = answer.value.reply;
  const caller = verify(context, audience);
  return caller.ok ? accepted({ caller: caller.value, context }) : caller;
}

// Neither an audience nor an actor's id contains a space (kernel, isCallerId), so no two questions share a key.
const keyOf = ({ credential, audience, actorId = "" }: AuthorityQuestion): string =>
  "apiKey" in credential
    ? `${audience} ${actorId} k ${credential.apiKey}`
    : `${audience} ${actorId} c ${credential.context}`;
