import { accepted, addMilliseconds, instant, type Instant, invalid, refusal, type Result } from "@omni/kernel";
import {
  type AccessServiceDefinition,
  type Actor,
  type Caller,
  type PublicRpcOf,
  type RequestOf,
  serviceKeyPrefix,
} from "@omni/platform/rpc";
import { actingUserId, actorFor } from "../domain/actor-for.ts";
import { audiences, isAudience } from "../domain/audience.ts";
import type { Verified } from "../credentials/verified.ts";
import { recheckKey, verifyKey } from "../credentials/verify-key.ts";
import { recheckService, verifyService } from "../credentials/verify-service.ts";
import type { Deps } from "./deps.ts";

/** A context outlives neither this nor, by more than this, a key's revocation or a user's deactivation. */
export const contextLifetimeMs = 5_000;

type Request = RequestOf<AccessServiceDefinition, "authenticate">;

/** A credential that has been verified, and the user whom the request names. */
interface Presented {
  readonly verified: Verified;
  readonly namedId: string | undefined;
  /** The context that is made ends by then, though it might live longer. */
  readonly until?: Instant;
}

/**
 * Turns a credential into a context for one audience. Refuses: `request.invalid` (audience), `credential.invalid` (one
 * answer for every key that is not good, or not good for this audience), `tenant.unknown` (`verifyService`), and the
 * actor's refusals (`actorFor`).
 */
export const authenticate =
  (deps: Deps): PublicRpcOf<AccessServiceDefinition, "authenticate"> =>
  async (call) => {
    const { audience } = call.request;
    if (!isAudience(audience)) {
      return invalid({ pointer: "/audience", detail: `Must be one of: ${audiences.join(", ")}.` });
    }
    const presented = await present(deps, call.request);
    if (!presented.ok) return presented;
    const { until, verified } = presented.value;
    if (verified.audiences && !verified.audiences.includes(audience)) return refusal("credential.invalid");
    const actor = await actingParty(deps, presented.value);
    if (!actor.ok) return actor;
    const { credential, tenant } = verified;
    const caller: Caller = {
      tenantId: tenant.id,
      zone: tenant.zone,
      clientId: credential.clientId,
      scopes: credential.scopes,
      actor: actor.value,
      expiresAt: endOf(deps, until),
    };
    return accepted(call.answer({ context: deps.signContext(caller, audience) }));
  };

function endOf({ clock }: Deps, until: Instant | undefined): Instant {
  const end = addMilliseconds(clock(), contextLifetimeMs);
  return until === undefined ? end : instant(Math.min(until, end));
}

function present(deps: Deps, { apiKey, context, actorId }: Request): Promise<Result<Presented>> {
  if (apiKey !== undefined) return presentKey(deps, apiKey, actorId);
  if (context !== undefined) return presentContext(deps, context, actorId);
  return Promise.resolve(refusal("credential.invalid"));
}

async function presentKey(deps: Deps, text: string, namedId: string | undefined): Promise<Result<Presented>> {
  const verified = text.startsWith(serviceKeyPrefix)
    ? verifyService(deps, text)
    : orInvalid(await verifyKey(deps, text));
  return verified.ok ? accepted({ verified: verified.value, namedId }) : verified;
}

/**
 * A service calls on in a caller's name (as RFC 8693 has it): same client, same actor, another audience. The key and
 * the user are judged anew, so that handing contexts on keeps no dead key alive. A service's own key cannot be judged
 * anew, for it is not in its context: what such a context is exchanged for ends when it does.
 */
async function presentContext(deps: Deps, text: string, namedId: string | undefined): Promise<Result<Presented>> {
  const caller = deps.verifyContext(text, undefined);
  if (!caller.ok) return caller;
  const { tenantId, clientId, actor, expiresAt } = caller.value;
  const userId = actor.kind === "user" ? actor.id : undefined;
  if (namedId !== undefined && namedId !== userId) return refusal("actor.mismatch");
  const service = recheckService(deps, tenantId, clientId);
  if (service) return service.ok ? accepted({ verified: service.value, namedId: userId, until: expiresAt }) : service;
  const verified = orInvalid(await recheckKey(deps, tenantId, clientId));
  return verified.ok ? accepted({ verified: verified.value, namedId: userId }) : verified;
}

const orInvalid = (verified: Verified | undefined): Result<Verified> =>
  verified ? accepted(verified) : refusal("credential.invalid");

async function actingParty(deps: Deps, { verified, namedId }: Presented): Promise<Result<Actor>> {
  const { credential, tenant } = verified;
  const userId = actingUserId(credential, namedId);
  const user = userId === undefined ? undefined : await deps.users.load({ tenantId: tenant.id }, userId);
  return actorFor(credential, namedId, user);
}
