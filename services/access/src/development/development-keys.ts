import type { Instant } from "@omni/kernel";
import { createHmac, type KeyObject } from "node:crypto";
import { hashSecret } from "../credentials/key-hash.ts";
import { formatKey, keyIdFor, secretFrom } from "../credentials/key-text.ts";
import type { ApiKey } from "../domain/api-key.ts";
import { allScopes, applicationScopes } from "../domain/scopes.ts";

/** A development key: its text, for dev-credentials.json, and what of it is stored. */
export interface DevelopmentKey {
  readonly text: string;
  readonly id: string;
  readonly toApiKey: (now: Instant) => ApiKey;
}

/** All scopes, no user. */
export const adminKey = (pepper: KeyObject, tenantId: string): DevelopmentKey =>
  developmentKey(pepper, tenantId, "admin", { scopes: allScopes });

/** The daily work in anybody's name; in that of `usr_rm_001` when a request names nobody. */
export const appKey = (pepper: KeyObject, tenantId: string): DevelopmentKey =>
  developmentKey(pepper, tenantId, "app", { scopes: applicationScopes, userId: "usr_rm_001" });

// The same after every start, for texts are never stored: so they follow from the pepper, which development keeps in
// its secrets file. Nobody without the pepper can guess them.
function developmentKey(
  pepper: KeyObject,
  tenantId: string,
  name: string,
  rights: Pick<ApiKey, "scopes" | "userId">,
): DevelopmentKey {
  const bytes = createHmac("sha512", pepper).update(`development key\n${tenantId}\n${name}`).digest();
  const id = keyIdFor(tenantId, bytes.subarray(0, 10));
  const secret = secretFrom(bytes.subarray(32));
  const mode = "test";
  return {
    text: formatKey(mode, id, secret),
    id,
    toApiKey: (createdAt) => ({ ...rights, id, mode, secretHash: hashSecret(pepper, id, secret), createdAt }),
  };
}
