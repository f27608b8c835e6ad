import { accepted, type Clock, type Result } from "@omni/kernel";
import { systemCall } from "@omni/platform/store";
import type { KeyObject } from "node:crypto";
import { parsePutUser } from "../domain/parse-put-user.ts";
import { putUser } from "../domain/put-user.ts";
import type { Keys } from "../keys.ts";
import type { Tenants } from "../tenants/read-tenants.ts";
import type { Users } from "../users.ts";
import { adminKey, appKey, type DevelopmentKey } from "./development-keys.ts";
import { developmentUsers } from "./development-users.ts";

export interface SeedDeps {
  readonly users: Users;
  readonly keys: Keys;
  readonly tenants: Tenants;
  readonly pepper: KeyObject;
  readonly clock: Clock;
}

/** What dev-credentials.json says of a tenant. */
export interface DevelopmentKeys {
  readonly tenantId: string;
  readonly adminKey: string;
  readonly appKey: string;
}

/**
 * Gives each tenant that is still empty the seed's users and two keys, and answers the keys of all tenants that have
 * them: the same texts after every start. A tenant with other keys is left alone and not answered. May be repeated and
 * may have been interrupted. For development only.
 */
export async function seedDevelopment(deps: SeedDeps): Promise<readonly DevelopmentKeys[]> {
  const seeded: DevelopmentKeys[] = [];
  for (const { id: tenantId } of deps.tenants.all) {
    const admin = adminKey(deps.pepper, tenantId);
    const app = appKey(deps.pepper, tenantId);
    if (await seedTenant(deps, tenantId, { admin, app })) {
      seeded.push({ tenantId, adminKey: admin.text, appKey: app.text });
    }
  }
  return seeded;
}

// The admin key comes last: where it is, everything is. Users are only ever written by the holder of a key, so a
// tenant without keys of another origin is empty, or was left half-way by an earlier start.
async function seedTenant(
  deps: SeedDeps,
  tenantId: string,
  { admin, app }: { readonly admin: DevelopmentKey; readonly app: DevelopmentKey },
): Promise<boolean> {
  if (await deps.keys.load({ tenantId }, admin.id)) return true;
  const there = await someKeys(deps.keys, tenantId);
  if (there.some((id) => id !== app.id)) return false;
  await putUsers(deps, tenantId);
  if (there.length === 0) await createKey(deps, tenantId, app);
  await createKey(deps, tenantId, admin);
  return true;
}

/** Two are enough: of two, one is not the development application's. */
async function someKeys(keys: Keys, tenantId: string): Promise<readonly string[]> {
  const query = { any: [{}], order: "desc", start: { page: 1 }, perPage: 2 } as const;
  return done(await keys.find({ tenantId }, query)).items.map(({ id }) => id);
}

async function putUsers({ users, clock }: SeedDeps, tenantId: string): Promise<void> {
  for (const sent of developmentUsers) {
    const command = done(parsePutUser(sent));
    done(await users.put(systemCall(tenantId, clock), command.id, (user, now) => putUser(user, command, now)));
  }
}

async function createKey({ keys, clock }: SeedDeps, tenantId: string, key: DevelopmentKey): Promise<void> {
  const decide = (_id: string, now: ReturnType<Clock>) => accepted({ state: key.toApiKey(now), events: [] });
  done(await keys.create(systemCall(tenantId, clock), { prefix: "key_", id: key.id, decide }));
}

/** A start that cannot write its development data has nothing to go on with. */
function done<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new Error(`The development data could not be written: ${result.code}`);
}
