import { idsFrom } from "@omni/kernel";
import { replyOf, testCall } from "../calls.ts";
import { comeToRest, manualTime } from "../manual-time.ts";
import { accounts, deposit, openAccount, type AccountReply } from "../store/accounts.ts";
import { randomFillSync } from "node:crypto";
import { describe, expect, test } from "vitest";
import { silentLog } from "@omni/platform/log";
import { openSqliteStore } from "@omni/platform/store/sqlite";
import { startSweeper } from "@omni/platform/work";

const call = testCall<AccountReply>;
const hour = 3_600_000;
type Round = (limit: number) => Promise<number>;

function bench() {
  const time = manualTime();
  const { clock, sleep } = time;
  const random = (bytes: Uint8Array) => randomFillSync(bytes);
  const store = openSqliteStore({
    file: ":memory:",
    collections: [accounts],
    clock,
    random,
    ids: idsFrom(clock, random),
    sleep,
  });
  const collection = store.open(accounts);
  return {
    store,
    collection,
    advance: (milliseconds: number) => time.advance(milliseconds),
    sweep: (...rounds: readonly Round[]) => startSweeper({ rounds, log: silentLog, sleep }),
    sweepHourly: (...rounds: readonly Round[]) => startSweeper({ rounds, everyMs: hour, log: silentLog, sleep }),
    open: async (owner: string, tenantId: string): Promise<string> => {
      const decide = openAccount({ owner, hoursToLive: 1 });
      const created = await collection.create(call({ tenantId }), { prefix: "jrn_", decide });
      if (!created.ok) throw new Error(created.code);
      return replyOf(created.value).id;
    },
    typesOf: async (tenantId: string, id: string) =>
      (await store.readEvents({ tenantId }, `account/${id}`, 1, 10)).map(({ type }) => type),
  };
}

describe("the sweeper", () => {
  test("commits what time has made due, over all tenants, once, however much there is", async () => {
    const { store, collection, advance, sweep, open, typesOf } = bench();
    const tenants = ["tnt_alpha", "tnt_beta"];
    const opened: { tenantId: string; id: string }[] = [];
    for (let number = 0; number < 450; number++) {
      const tenantId = tenants[number % 2] ?? "";
      opened.push({ tenantId, id: await open(`c${number}`, tenantId) });
    }
    const running = sweep((limit) => collection.sweep(limit));
    await advance(hour - 1);
    expect((await store.outbox.pending(2_000)).length).toBe(450);
    await advance(1_000);
    // One sweep takes as many turns of the event loop as it takes; time stands still meanwhile.
    while ((await store.outbox.pending(2_000)).length < 900) await comeToRest();
    await advance(10_000);
    expect((await store.outbox.pending(2_000)).length).toBe(900);
    for (const { tenantId, id } of opened)
      expect(await typesOf(tenantId, id)).toEqual(["account.opened", "account.expired"]);
    await running.stop();
    await store.close();
  });

  test("forgets idempotency answers when their time is over, and not before", async () => {
    const { store, collection, advance, sweepHourly, open } = bench();
    const id = await open("c1", "tnt_alpha");
    const once = () => collection.change(call({ key: "k1" }), id, deposit(1));
    expect((await once()).ok).toBe(true);
    const running = sweepHourly((limit) => store.forgetAnswers(limit));
    await advance(72 * hour);
    expect(await once()).toMatchObject({ ok: true, value: { replayed: true } });
    await advance(8 * 24 * hour);
    // Judged anew: by now the account has expired.
    expect(await once()).toMatchObject({ ok: false, code: "journey.closed" });
    await running.stop();
    await store.close();
  });

  test("a full round is followed by another at once, a part of one ends the sweep until the next second", async () => {
    const { advance, sweep, store } = bench();
    const found = [200, 200, 7];
    const asked: number[] = [];
    const running = sweep(async (limit) => {
      asked.push(limit);
      return found.shift() ?? 0;
    });
    await comeToRest();
    await advance(2);
    expect(asked).toEqual([200, 200, 200]);
    await advance(999);
    expect(asked.length).toBe(3);
    await advance(1);
    expect(asked.length).toBe(4);
    await running.stop();
    await store.close();
  });

  test("a round that fails stops neither the others nor its own next try", async () => {
    const { advance, sweep, store } = bench();
    let [failed, others] = [0, 0];
    const running = sweep(
      async () => {
        failed++;
        throw new Error("the store is away");
      },
      async () => {
        others++;
        return 0;
      },
    );
    await advance(3_000);
    expect([failed, others]).toEqual([4, 4]);
    await running.stop();
    await store.close();
  });

  test("a stop waits for the round in hand and begins no other", async () => {
    const { sweep, store } = bench();
    const inHand = Promise.withResolvers<number>();
    let begun = 0;
    const running = sweep(() => {
      begun++;
      return begun === 1 ? inHand.promise : Promise.resolve(0);
    });
    await comeToRest();
    let stopped = false;
    const stopping = running.stop().finally(() => {
      stopped = true;
    });
    await comeToRest();
    expect(stopped).toBe(false);
    // A full round, which would be followed by another at once.
    inHand.resolve(200);
    await stopping;
    expect(begun).toBe(1);
    await store.close();
  });
});
