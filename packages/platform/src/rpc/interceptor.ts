import { accepted, invalid, isCallerId, refusal, type Result } from "@omni/kernel";
import type { Authorised, Authority, Credential } from "./authority.ts";
import type { VerifyContext } from "./context.ts";
import type { Rules } from "./rpc-service.ts";

type AnyRules = Rules<Record<string, unknown>>;

/** Says who calls, or refuses: the credential first, then the scope, then the actor. */
export type Identify = (
  rules: AnyRules,
  credential: Credential,
  request: object,
) => Result<Authorised> | Promise<Result<Authorised>>;

export interface InterceptorOptions {
  /** This service's name. */
  readonly audience: string;
  readonly authority: Authority;
  readonly verify: VerifyContext;
}

/** The rules of contract §1, "Who" and "Actors in bodies", for every caller, whatever way the call came. */
export function interceptor({ audience, authority, verify }: InterceptorOptions): Identify {
  // Asked without the actor first: whoever lacks the scope is not told which users there are.
  const identifyKey = async (rules: AnyRules, credential: Credential, actorId: string | undefined) => {
    const known = await authority({ credential, audience });
    if (!known.ok || actorId === undefined) return permit(rules, known, actorId);
    return scopeFault(rules, known.value) ?? permit(rules, await authority({ credential, audience, actorId }), actorId);
  };
  return (rules, credential, request) => {
    const named = namedActor(rules, request);
    if (!named.ok) return named;
    const actorId = named.value;
    if ("apiKey" in credential) return identifyKey(rules, credential, actorId);
    // The usual way, many thousand times a second: a context that is known already, with nothing to wait for.
    const { context } = credential;
    const caller = verify(context, audience);
    return permit(rules, caller.ok ? accepted({ caller: caller.value, context }) : caller, actorId);
  };
}

function namedActor(rules: AnyRules, request: object): Result<string | undefined> {
  if (rules.actor === undefined) return accepted(undefined);
  const { field } = rules.actor;
  const named: unknown = Reflect.get(request, field);
  if (named === undefined) return accepted(undefined);
  return typeof named === "string" && isCallerId(named)
    ? accepted(named)
    : invalid({ pointer: `/${field}`, detail: "Must be the id of a user." });
}

function permit(rules: AnyRules, authorised: Result<Authorised>, named: string | undefined): Result<Authorised> {
  return authorised.ok ? (refuse(rules, authorised.value, named) ?? authorised) : authorised;
}

const scopeFault = ({ scope }: AnyRules, { caller }: Authorised): Result<never> | undefined =>
  caller.scopes.includes(scope)
    ? undefined
    : refusal("scope.missing", { detail: `The scope ${scope} is needed.`, facts: { scope } });

function refuse(rules: AnyRules, authorised: Authorised, named: string | undefined): Result<never> | undefined {
  const { caller } = authorised;
  const fault = scopeFault(rules, authorised);
  if (fault) return fault;
  // A context was made for one actor; whoever holds it cannot make another one act.
  if (named !== undefined && named !== caller.actor.id) return refusal("actor.mismatch", { facts: { actorId: named } });
  if (rules.actor === undefined || rules.actor.clientMayAct === true || caller.actor.kind === "user") return undefined;
  return refusal("actor.required", { faults: [{ pointer: `/${rules.actor.field}`, detail: "Must name a user." }] });
}
