import type { Clock } from "@omni/kernel";
import type { KeyObject } from "node:crypto";
import { type ApiKey, keyExpired } from "../domain/api-key.ts";
import type { Tenant } from "../domain/tenant.ts";
import { secretMatches } from "./key-hash.ts";
import { parseKey } from "./key-text.ts";
import type { Keys } from "../keys.ts";
import type { Tenants } from "../tenants/read-tenants.ts";
import type { Verified } from "./verified.ts";

export interface VerifyKeyDeps {
  readonly keys: Keys;
  readonly tenants: Tenants;
  readonly pepper: KeyObject;
  readonly clock: Clock;
}

/**
 * The key behind a text, or `undefined`: malformed, unknown, of no tenant, wrong secret, wrong mode, expired. A
 * well-formed text costs one look-up and one comparison, whether there is such a key or not.
 */
export async function verifyKey(deps: VerifyKeyDeps, text: string): Promise<Verified | undefined> {
  const parts = parseKey(text);
  if (!parts) return undefined;
  const tenant = deps.tenants.byTag(parts.tenantTag);
  const key = tenant ? await deps.keys.load({ tenantId: tenant.id }, parts.keyId) : undefined;
  const matches = secretMatches(deps.pepper, parts, key?.secretHash);
  if (!tenant || !key || !matches || key.mode !== parts.mode) return undefined;
  return keyExpired(key, deps.clock()) ? undefined : verifiedOf(key, tenant);
}

/** The key that an earlier answer named, if it is still good. */
export async function recheckKey(deps: VerifyKeyDeps, tenantId: string, keyId: string): Promise<Verified | undefined> {
  const tenant = deps.tenants.byId(tenantId);
  const key = tenant ? await deps.keys.load({ tenantId }, keyId) : undefined;
  if (!tenant || !key || keyExpired(key, deps.clock())) return undefined;
  return verifiedOf(key, tenant);
}

const verifiedOf = ({ id: clientId, scopes, userId }: ApiKey, tenant: Tenant): Verified => ({
  credential: { clientId, scopes, ...(userId === undefined ? {} : { userId }) },
  tenant,
});
