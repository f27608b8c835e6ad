import { idsFrom, instant } from "@omni/kernel";
import { silentLog } from "@omni/platform/log";
import { openMongoStore } from "@omni/platform/store/mongo";
import { mongodServer, type MongodServer } from "@omni/rail/servers/mongod";
import { replyOf, testCall } from "@omni/testkit/calls";
import { campaign } from "@omni/testkit/rounds";
import { accounts, valueOf } from "@omni/testkit/store";
import { deposit, openAccount, type Account, type AccountReply } from "@omni/testkit/store/accounts";
import type { Collection, Store } from "@omni/platform/store";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const alpha = { tenantId: "tnt_alpha" };
const call = testCall<AccountReply>;
const clock = () => instant(Date.now());
const random = (bytes: Uint8Array) => crypto.getRandomValues(bytes);
/** A call has 5 s. */
const deadlineMs = 5_000;

type Accounts = Collection<Account, AccountReply, AccountReply>;

let directory: string;
let server: MongodServer;
let store: Store;
let collection: Accounts;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "omni-mongod-kill-"));
  server = await mongodServer({ directory });
  const deps = { clock, random, ids: idsFrom(clock, random), sleep: pause, log: silentLog };
  store = await openMongoStore({
    url: server.url,
    database: "accounts",
    collections: [accounts],
    migrates: true,
    ...deps,
  });
  collection = store.open(accounts);
});
afterAll(async () => {
  await store.close();
  await server.kill();
  await rm(directory, { recursive: true });
});

const create = async (owner: string): Promise<string> =>
  replyOf(valueOf(await collection.create(call(), { prefix: "jrn_", decide: openAccount({ owner }) }))).id;

/** What a client has been told of its deposits on one account. */
interface Told {
  accepted: number;
  /** Of a command without a key nobody knows whether it took effect. */
  unknown: number;
  longestMs: number;
}

async function depositOnce(id: string, key: string | undefined): Promise<boolean> {
  const outcome = await collection.change(call(key === undefined ? {} : { key }), id, deposit(1));
  if (!outcome.ok) expect(outcome.code).toBe("store.unavailable");
  return outcome.ok;
}

/** Deposits as long as it may; a keyed command is repeated until it is accepted. */
async function depositAll(id: string, keyed: boolean, writes: { readonly running: boolean }): Promise<Told> {
  const told: Told = { accepted: 0, unknown: 0, longestMs: 0 };
  while (writes.running) {
    const begun = performance.now();
    if (keyed) while (!(await depositOnce(id, `${id} ${told.accepted}`))) await pause(50);
    if (keyed || (await depositOnce(id, undefined))) told.accepted++;
    else told.unknown++;
    told.longestMs = Math.max(told.longestMs, performance.now() - begun);
  }
  return told;
}

const oneTo = (last: number): number[] => Array.from({ length: last }, (_, index) => index + 1);

describe("kill -9 of mongod under keyed writes", () => {
  const { seed, from, to } = campaign("mongodKills");
  const told = new Map<string, number[]>();
  const stopping = new AbortController();
  // The relay goes on through all kills.
  let relay: Promise<void>;
  beforeAll(() => {
    relay = (async () => {
      while (!stopping.signal.aborted) {
        try {
          const events = await store.outbox.pending(512);
          for (const { aggregate, sequence } of events) told.set(aggregate, [...(told.get(aggregate) ?? []), sequence]);
          await store.outbox.acknowledge(events);
          await Promise.race([store.outbox.woken(stopping.signal), pause(50)]);
        } catch {
          await pause(100);
        }
      }
    })();
  });
  afterAll(async () => {
    stopping.abort();
    await relay;
  });

  for (let round = from; round <= to; round++) {
    test(`nothing that was accepted is lost or doubled, and order is kept (seed ${seed}, round ${round})`, async () => {
      const ids = await Promise.all(oneTo(8).map((index) => create(`c${round}-${index}`)));
      const writes = { running: true };
      const clients = ids.map((id, index) => depositAll(id, index % 2 === 0, writes));
      await pause(200 + ((seed * 31 + round * 97) % 400));
      await server.kill();
      await pause((seed + round * 131) % 1_000);
      await server.restart();
      await pause(1_000);
      writes.running = false;
      for (const [index, { accepted, unknown, longestMs }] of (await Promise.all(clients)).entries()) {
        const id = ids[index] ?? "";
        const balance = (await collection.load(alpha, id))?.balance ?? -1;
        expect(accepted).toBeGreaterThan(10);
        expect(balance).toBeGreaterThanOrEqual(accepted);
        expect(balance).toBeLessThanOrEqual(accepted + unknown);
        expect(longestMs).toBeLessThan(6_000);
        const events = await store.readEvents(alpha, `account/${id}`, 1, 100_000);
        expect(events.map(({ sequence }) => sequence)).toEqual(oneTo(balance + 1));
        while (told.get(`account/${id}`)?.at(-1) !== balance + 1) await pause(20);
        expect([...new Set(told.get(`account/${id}`))]).toEqual(oneTo(balance + 1));
      }
    });
  }
});

describe("a store whose MongoDB is away", () => {
  test("refuses within a call's time, says that it is not ready, and goes on by itself when it is back", async () => {
    const id = await create("away");
    expect(store.ready()).toBe(true);
    await server.kill();
    const begun = performance.now();
    const refusals = await Promise.all([
      collection.change(call({ key: "k" }), id, deposit(1)),
      collection.create(call(), { prefix: "jrn_", decide: openAccount({ owner: "other" }) }),
      collection.read(call(), id),
      collection.find(alpha, { any: [{}], order: "asc", start: { page: 1 }, perPage: 10 }),
    ]);
    expect(performance.now() - begun).toBeLessThan(deadlineMs);
    for (const refused of refusals) expect(refused).toMatchObject({ ok: false, code: "store.unavailable" });
    await expect(collection.load(alpha, id)).rejects.toThrow();
    expect(store.ready()).toBe(false);
    await server.restart();
    while (!(await depositOnce(id, "k"))) await pause(50);
    expect((await collection.load(alpha, id))?.balance).toBe(1);
    expect(store.ready()).toBe(true);
  });

  test("refuses within a call's time when MongoDB hangs, and nothing is lost or doubled when it goes on", async () => {
    const id = await create("hangs");
    const pid = server.pid() ?? 0;
    process.kill(pid, "SIGSTOP");
    const begun = performance.now();
    const refused = await Promise.all([
      collection.change(call({ key: "k" }), id, deposit(1)),
      collection.read(call(), id),
      collection.find(alpha, { any: [{}], order: "asc", start: { page: 1 }, perPage: 10 }),
    ]);
    expect(performance.now() - begun).toBeLessThan(deadlineMs);
    process.kill(pid, "SIGCONT");
    for (const outcome of refused) expect(outcome).toMatchObject({ ok: false, code: "store.unavailable" });
    while (!(await depositOnce(id, "k"))) await pause(50);
    expect((await collection.load(alpha, id))?.balance).toBe(1);
    const events = await store.readEvents(alpha, `account/${id}`, 1, 10);
    expect(events.map(({ sequence }) => sequence)).toEqual([1, 2]);
  });
});
