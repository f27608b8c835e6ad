import { embeddedServices } from "@omni/testkit/embedded-service";
import { createSecretKey } from "node:crypto";
import { expect, test } from "vitest";
import { developmentTenantsFile } from "../config.ts";
import { verifyKey } from "../credentials/verify-key.ts";
import { type Keys, keys } from "../keys.ts";
import { readTenants } from "../tenants/read-tenants.ts";
import { type Users, users } from "../users.ts";
import { seedDevelopment } from "./seed-development.ts";

/** Collections that do so many writes and then lose the power. */
function failingAfter(writes: number, real: { readonly users: Users; readonly keys: Keys }): typeof real {
  let left = writes;
  const spend = (): void => {
    if (left-- === 0) throw new Error("The power is gone.");
  };
  const put: Users["put"] = async (...wanted) => {
    spend();
    return real.users.put(...wanted);
  };
  const create: Keys["create"] = async (...wanted) => {
    spend();
    return real.keys.create(...wanted);
  };
  return { users: { ...real.users, put }, keys: { ...real.keys, create } };
}

const writesPerTenant = 8;

test.each(Array.from({ length: 2 * writesPerTenant }, (_item, writes) => writes))(
  "a start that ends after %i writes of development data is made good by the next",
  async (writes) => {
    const services = embeddedServices();
    const { ports } = services;
    const store = await ports.openStore([users, keys]);
    const real = { users: store.open(users), keys: store.open(keys) };
    const pepper = createSecretKey(Buffer.alloc(32, "pepper"));
    const tenants = await readTenants(developmentTenantsFile, { decisionsByUserTokenOnly: false });
    const deps = { tenants, pepper, clock: ports.clock };
    await expect(seedDevelopment({ ...deps, ...failingAfter(writes, real) })).rejects.toThrow("The power is gone.");
    const seeded = await seedDevelopment({ ...deps, ...real });
    expect(seeded.map(({ tenantId }) => tenantId)).toEqual(["tnt_alpha", "tnt_beta"]);
    for (const { tenantId, adminKey, appKey } of seeded) {
      for (const text of [adminKey, appKey]) {
        expect(await verifyKey({ ...deps, ...real }, text)).toMatchObject({ tenant: { id: tenantId } });
      }
      const all = await real.users.find({ tenantId }, { any: [{}], order: "asc", start: { page: 1 }, perPage: 20 });
      expect(all).toMatchObject({ ok: true, value: { total: 6 } });
      expect(await store.readEvents({ tenantId }, "user/usr_rm_001", 1, 10)).toHaveLength(1);
    }
    await store.close();
    await services.close();
  },
);
