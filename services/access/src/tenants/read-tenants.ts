import { CannotStart } from "@omni/platform/lifecycle";
import { readFile } from "node:fs/promises";
import type { Tenant } from "../domain/tenant.ts";
import { parseTenants, type TenantDefaults } from "../domain/tenants-text.ts";
import { tenantTag } from "../credentials/key-text.ts";

/** The tenants of this rail, as the file said when the process began. */
export interface Tenants {
  readonly all: readonly Tenant[];
  byId(id: string): Tenant | undefined;
  /** By the first letters of a key's id (`tenantTag`). */
  byTag(tag: string): Tenant | undefined;
}

/** The tenants file cannot be used; the message names the file, the place in it and what is expected there. */
export class TenantsUnusable extends CannotStart {}

/** Reads the tenants file. Throws `TenantsUnusable`: a rail that does not know its tenants must not start. */
export async function readTenants(file: string, defaults: TenantDefaults): Promise<Tenants> {
  const parsed = parseTenants(await readText(file), defaults);
  if (parsed.ok) return tenantsOf(parsed.value, file);
  const faults = parsed.faults.map(({ pointer, detail }) => `  ${pointer || "(the whole file)"}: ${detail}`);
  throw new TenantsUnusable(`The tenants file ${file} is not valid (OMNI_TENANTS_FILE):\n${faults.join("\n")}`);
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new TenantsUnusable(`The tenants file ${file} cannot be read (OMNI_TENANTS_FILE): ${reason}`);
  }
}

function tenantsOf(all: readonly Tenant[], file: string): Tenants {
  const ids = new Map(all.map((tenant) => [tenant.id, tenant]));
  const tags = new Map(all.map((tenant) => [tenantTag(tenant.id), tenant]));
  // One chance in 2^40 per pair: but then keys of one tenant would be looked for in the other's store.
  if (tags.size < all.length) throw new TenantsUnusable(`Two tenant ids in ${file} have the same tag; rename one.`);
  return { all, byId: (id) => ids.get(id), byTag: (tag) => tags.get(tag) };
}
