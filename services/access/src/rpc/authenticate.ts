import { accepted, addMilliseconds, invalid, refusal, type Result } from "@omni/kernel";
import type { AccessServiceDefinition, Actor, Caller, PublicRpcOf, RequestOf } from "@omni/platform/rpc";
import { actingUserId, actorFor, type Credential } from "../domain/actor-for.ts";
import { audiences, isAudience } from "../domain/audience.ts";
import { recheckKey, type VerifiedKey, verifyKey } from "../credentials/verify-key.ts";
import type { Deps } from "./deps.ts";

/** A context outlives neither this nor, by more than this, a key's revocation or a user's deactivation. */
export const contextLifetimeMs = 5_000;

type Request = RequestOf<AccessServiceDefinition, "authenticate">;

/** A credential that has been verified, and the user whom the request names. */
interface Presented {
  readonly verified: VerifiedKey;
  readonly namedId: string | undefined;
}

/**
 * Turns a credential into a context for one audience. Refuses: `request.invalid` (audience), `credential.invalid` (one
 * answer for every key that is not good), and the actor's refusals (`actorFor`).
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
    const { key, tenant } = presented.value.verified;
    const actor = await actingParty(deps, presented.value);
    if (!actor.ok) return actor;
    const caller: Caller = {
      tenantId: tenant.id,
      zone: tenant.zone,
      clientId: key.id,
      scopes: key.scopes,
      actor: actor.value,
      expiresAt: addMilliseconds(deps.clock(), contextLifetimeMs),
    };
    return accepted(call.answer({ context: deps.signContext(caller, audience) }));
  };

function present(deps: Deps, { apiKey, context, actorId }: Request): Promise<Result<Presented>> {
  if (apiKey !== undefined) return presentKey(deps, apiKey, actorId);
  if (context !== undefined) return presentContext(deps, context, actorId);
  return Promise.resolve(refusal("credential.invalid"));
}

async function presentKey(deps: Deps, text: string, namedId: string | undefined): Promise<Result<Presented>> {
  const verified = await verifyKey(deps, text);
  return verified ? accepted({ verified, namedId }) : refusal("credential.invalid");
}

/**
 * A service calls on in a caller's name (as RFC 8693 has it): same client, same actor, another audience. The key and
 * the user are judged anew, so that handing contexts on keeps no dead key alive.
 */
async function presentContext(deps: Deps, text: string, namedId: string | undefined): Promise<Result<Presented>> {
  const caller = deps.verifyContext(text, undefined);
  if (!caller.ok) return caller;
  const { tenantId, clientId, actor } = caller.value;
  if (namedId !== undefined && namedId !== actor.id) return refusal("actor.mismatch");
  const verified = await recheckKey(deps, tenantId, clientId);
  if (!verified) return refusal("credential.invalid");
  return accepted({ verified, namedId: actor.kind === "user" ? actor.id : undefined });
}

async function actingParty(deps: Deps, { verified, namedId }: Presented): Promise<Result<Actor>> {
  const { key, tenant } = verified;
  const credential: Credential = {
    clientId: key.id,
    scopes: key.scopes,
    ...(key.userId === undefined ? {} : { userId: key.userId }),
  };
  const userId = actingUserId(credential, namedId);
  const user = userId === undefined ? undefined : await deps.users.load({ tenantId: tenant.id }, userId);
  return actorFor(credential, namedId, user);
}
