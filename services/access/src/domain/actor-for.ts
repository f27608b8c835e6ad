import { accepted, type Refusal, refusal, type Result } from "@omni/kernel";
import type { User } from "./user.ts";

/** What of a verified credential decides who may act. */
export interface Credential {
  readonly clientId: string;
  readonly scopes: readonly string[];
  /** The credential's own user, if it has one. */
  readonly userId?: string;
}

/** Who acts: a user with his roles and teams as they are now, or the client itself. */
export interface ActingParty {
  readonly kind: "user" | "client";
  readonly id: string;
  readonly name?: string;
  readonly roles: readonly string[];
  readonly teams: readonly string[];
}

/** The user who is to act: the one that the request names, else the credential's own, else nobody. */
export const actingUserId = (credential: Credential, namedId: string | undefined): string | undefined =>
  namedId ?? credential.userId;

/**
 * Contract §1, "Actors in bodies". `user` is what is on record under `actingUserId`. Refuses, in this order:
 * `actor.mismatch` (somebody else without `act_as`, whether he exists or not), `user.unknown`, `user.inactive`.
 */
export function actorFor(
  credential: Credential,
  namedId: string | undefined,
  user: User | undefined,
): Result<ActingParty> {
  if (namedId !== undefined && !mayName(credential, namedId)) return refusal("actor.mismatch");
  const id = actingUserId(credential, namedId);
  if (id === undefined) return accepted({ kind: "client", id: credential.clientId, roles: [], teams: [] });
  if (!user) return refusal("user.unknown");
  if (!user.active) return inactive(user);
  return accepted({ kind: "user", id: user.id, name: user.displayName, roles: user.roles, teams: user.teams });
}

const mayName = (credential: Credential, namedId: string): boolean =>
  namedId === credential.userId || credential.scopes.includes("act_as");

const inactive = (user: User): Refusal => refusal("user.inactive", { facts: { userId: user.id } });
