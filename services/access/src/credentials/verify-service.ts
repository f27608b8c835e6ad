import { accepted, refusal, type Result } from "@omni/kernel";
import { readServiceKey } from "@omni/platform/rpc";
import { rightsOfClient, rightsOfService, type ServiceRights } from "../domain/service-rights.ts";
import type { Tenants } from "../tenants/read-tenants.ts";
import type { Verified } from "./verified.ts";

export interface VerifyServiceDeps {
  readonly tenants: Tenants;
  /** By the service's name, the key from which its texts follow. */
  readonly serviceKeys: ReadonlyMap<string, Uint8Array>;
}

/**
 * The service behind a text. Refuses every text that was not made with the service's key as any key that is not good.
 * Only who has that key learns more: `tenant.unknown`, when the text is right and the tenant is not on record.
 */
export function verifyService(deps: VerifyServiceDeps, text: string): Result<Verified> {
  const proven = readServiceKey(text, deps.serviceKeys);
  const rights = proven && rightsOfService(proven.service);
  return rights ? forTenant(deps, proven.tenantId, rights) : refusal("credential.invalid");
}

/** The service that an earlier answer named, if it may still act for that tenant; `undefined` for another client. */
export function recheckService(
  deps: VerifyServiceDeps,
  tenantId: string,
  clientId: string,
): Result<Verified> | undefined {
  const rights = rightsOfClient(clientId);
  return rights && forTenant(deps, tenantId, rights);
}

function forTenant({ tenants }: VerifyServiceDeps, tenantId: string, rights: ServiceRights): Result<Verified> {
  const { audiences, clientId, scopes } = rights;
  const tenant = tenants.byId(tenantId);
  return tenant ? accepted({ credential: { clientId, scopes }, tenant, audiences }) : refusal("tenant.unknown");
}
