import { accepted } from "@omni/kernel";
import { accessService, rpcClient } from "@omni/platform/rpc";
import { type Store, systemCall } from "@omni/platform/store";
import { type EmbeddedServices, embeddedServices } from "@omni/testkit/embedded-service";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { developmentTenantsFile } from "../config.ts";
import { allScopes } from "../domain/scopes.ts";
import { keys } from "../keys.ts";
import { type AccessService, openAccessService } from "../service.ts";

const keyPepper = Buffer.alloc(32, "pepper");
let folder: string;
const opened: EmbeddedServices[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "omni-access-"));
});
afterEach(async () => {
  for (const services of opened.splice(0)) await services.close();
  rmSync(folder, { recursive: true });
});

interface Started {
  readonly access: AccessService;
  readonly store: Store;
  readonly services: EmbeddedServices;
}

/** Starts the access service on the folder's store. */
async function start(pepper: Uint8Array = keyPepper): Promise<Started> {
  const services = embeddedServices({ storeFile: join(folder, "access.sqlite") });
  opened.push(services);
  const { ports, contextKey } = services;
  const stores: Store[] = [];
  const openStore: typeof ports.openStore = async (collections) => {
    const store = await ports.openStore(collections);
    stores.push(store);
    return store;
  };
  const config = {
    tenantsFile: developmentTenantsFile,
    decisionsByUserTokenOnly: false,
    keyPepper: pepper,
    timelineKey: Buffer.alloc(32, "timeline"),
    contextKey,
  };
  const access = await openAccessService({ ...ports, openStore }, config);
  services.serve(access);
  const [store] = stores;
  if (!store) throw new Error("The service opens one store.");
  return { access, store, services };
}

const stop = async ({ services }: Started): Promise<void> => {
  opened.splice(opened.indexOf(services), 1);
  await services.close();
};

const sequenceOf = async ({ store }: Started): Promise<number> =>
  (await store.readEvents({ tenantId: "tnt_alpha" }, "user/usr_rm_001", 1, 10)).length;

describe("development data", () => {
  test("gives both tenants the seed's users and two keys", async () => {
    const { access, services } = await start();
    const seeded = await access.seedDevelopment();
    expect(seeded.map(({ tenantId }) => tenantId)).toEqual(["tnt_alpha", "tnt_beta"]);
    const client = rpcClient(accessService, services.transport("access"));
    for (const { adminKey, appKey } of seeded) {
      expect([adminKey, appKey].every((text) => text.startsWith("iof_test_"))).toBe(true);
      const ahmed = await client.getUser({ credential: { apiKey: appKey } }, { userId: "usr_rm_001" });
      expect(ahmed).toMatchObject({
        value: {
          reply: { displayName: "Ahmed Al-Rashidi", roles: ["relationship_manager"], managerId: "usr_manager_001" },
        },
      });
      const analysts = await client.listUsers({ credential: { apiKey: adminKey } }, { role: "credit_analyst" });
      const limit = { approvalType: "*", amount: "5000000", currency: "SAR" };
      expect(analysts).toMatchObject({
        value: { reply: { users: [{ approvalLimits: [limit] }, { approvalLimits: [limit] }] } },
      });
    }
    expect(new Set(seeded.flatMap(({ adminKey, appKey }) => [adminKey, appKey])).size).toBe(4);
  });

  test("has the same keys after a restart, and writes nothing again", async () => {
    const first = await start();
    const seeded = await first.access.seedDevelopment();
    await stop(first);
    const second = await start();
    expect(await second.access.seedDevelopment()).toEqual(seeded);
    expect(await sequenceOf(second)).toBe(1);
    const client = rpcClient(accessService, second.services.transport("access"));
    const answer = await client.getUser({ credential: { apiKey: seeded[0]?.appKey ?? "" } }, { userId: "usr_rm_001" });
    expect(answer.ok).toBe(true);
  });

  test("that somebody has changed since stays as it is", async () => {
    const first = await start();
    const [alpha] = await first.access.seedDevelopment();
    const client = rpcClient(accessService, first.services.transport("access"));
    const renamed = { userId: "usr_rm_001", displayName: "Ahmed" };
    expect(await client.putUser({ credential: { apiKey: alpha?.adminKey ?? "" } }, renamed)).toMatchObject({
      ok: true,
    });
    await first.access.seedDevelopment();
    expect(await sequenceOf(first)).toBe(2);
  });

  test("does not touch a tenant that has keys of its own", async () => {
    const started = await start();
    const state = { id: "key_own", mode: "live", secretHash: "0".repeat(64), scopes: allScopes } as const;
    const call = systemCall<{ readonly id: string }>("tnt_alpha", started.services.clock.now);
    const decide = () => accepted({ state: { ...state, createdAt: started.services.clock.now() }, events: [] });
    await started.store.open(keys).create(call, { prefix: "key_", id: "key_own", decide });
    expect((await started.access.seedDevelopment()).map(({ tenantId }) => tenantId)).toEqual(["tnt_beta"]);
    expect(await sequenceOf(started)).toBe(0);
  });

  test("made under another pepper is not answered: its keys would not open anything", async () => {
    const first = await start();
    await first.access.seedDevelopment();
    await stop(first);
    const second = await start(Buffer.alloc(32, "another"));
    expect(await second.access.seedDevelopment()).toEqual([]);
  });
});

test("a pepper too short to keep secrets is refused", async () => {
  await expect(start(Buffer.alloc(16))).rejects.toThrow("32 bytes");
});
