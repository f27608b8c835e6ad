import { accepted, addHours, instant, refusal, type Instant } from "@omni/kernel";
import { describe, expect, test } from "vitest";
import { replyOf, testCall } from "../calls.ts";
import { type Account, accounts, annotate, deposit, openAccount, type AccountReply } from "./accounts.ts";
import { valueOf, type StoreBench } from "./bench.ts";

const call = testCall<AccountReply>;

/** What `create`, `change` and `put` promise. */
export function writeContract(bench: StoreBench): void {
  describe("writes", () => {
    test("a write makes state, version, events and answer visible together", async () => {
      const { collection, store } = await bench.open();
      const created = valueOf(
        await collection.create(call({ key: "k1" }), { prefix: "jrn_", decide: openAccount({ owner: "c1" }) }),
      );
      const { id } = replyOf(created);
      expect(created).toMatchObject({ etag: '"1-open"', consistency: `account/${id}:1` });
      expect((await collection.load({ tenantId: "tnt_alpha" }, id))?.owner).toBe("c1");
      expect(await store.readEvents({ tenantId: "tnt_alpha" }, `account/${id}`, 1, 10)).toHaveLength(1);
    });

    test("200 writers on one aggregate: every accepted effect is kept, versions and sequences have no gaps", async () => {
      const { collection, store } = await bench.open();
      const id = await bench.account(collection);
      const answers = await Promise.all(Array.from({ length: 200 }, () => collection.change(call(), id, deposit(1))));
      expect(answers.every((answer) => answer.ok)).toBe(true);
      expect(new Set(answers.map((answer) => (answer.ok ? answer.value.etag : ""))).size).toBe(200);
      expect((await collection.load({ tenantId: "tnt_alpha" }, id))?.balance).toBe(200);
      const events = await store.readEvents({ tenantId: "tnt_alpha" }, `account/${id}`, 1, 500);
      expect(events.map((event) => event.sequence)).toEqual(Array.from({ length: 201 }, (_, index) => index + 1));
    });

    // More than 2 to the power of the attempts: those who lose must not make each other lose.
    const crowd = 600;

    test(`of ${crowd} racing commands of which one can be carried out one is, and the others are refused for that alone`, async () => {
      const { collection } = await bench.open();
      const id = await bench.account(collection);
      const first = (account: Account) =>
        account.balance === 0 ? deposit(1)(account) : refusal("journey.step_already_completed");
      const answers = await Promise.all(Array.from({ length: crowd }, () => collection.change(call(), id, first)));
      const codes = answers.map((answer) => (answer.ok ? "ok" : answer.code));
      expect(codes.filter((code) => code === "ok")).toHaveLength(1);
      expect(codes.filter((code) => code === "journey.step_already_completed")).toHaveLength(crowd - 1);
    });

    test(`${crowd} racing commands with one key have one answer, and so have as many that find nothing to do`, async () => {
      const { collection } = await bench.open();
      const id = await bench.account(collection);
      const race = async (amount: number, key?: string) => {
        const one = () => collection.change(call(key === undefined ? {} : { key }), id, deposit(amount));
        const answers = await Promise.all(Array.from({ length: crowd }, one));
        return new Set(answers.map((answer) => JSON.stringify(answer.ok ? replyOf(answer.value) : answer)));
      };
      const once = await race(1, "k");
      expect([...once]).toEqual([expect.stringContaining('"balance":1')]);
      expect(await race(0)).toEqual(once);
    });

    test("a refusal writes nothing and is judged anew under the same key", async () => {
      const { collection } = await bench.open();
      const id = await bench.account(collection);
      const refused = await collection.change(call({ key: "k" }), id, () => refusal("journey.on_hold"));
      expect(refused).toMatchObject({ ok: false, code: "journey.on_hold" });
      const second = valueOf(await collection.change(call({ key: "k" }), id, deposit(5)));
      expect(second.replayed).toBeUndefined();
      expect(replyOf(second).balance).toBe(5);
    });

    test("nothing to do: answers the state as it is, writes nothing", async () => {
      const { collection, store } = await bench.open();
      const id = await bench.account(collection);
      expect(valueOf(await collection.change(call(), id, deposit(0))).etag).toBe('"1-open"');
      expect(await store.readEvents({ tenantId: "tnt_alpha" }, `account/${id}`, 2, 10)).toEqual([]);
    });

    test("a state may change without an event: the version rises, the sequence stays", async () => {
      const { collection } = await bench.open();
      const id = await bench.account(collection);
      expect(valueOf(await collection.change(call(), id, annotate("checked")))).toMatchObject({
        etag: '"2-open"',
        consistency: `account/${id}:1`,
      });
    });

    test("If-Match: a stale ETag is refused, the current one and * pass; a replay is not held to it", async () => {
      const { collection } = await bench.open();
      const id = await bench.account(collection);
      const wish = { key: "k", ifMatch: '"1-open"' };
      expect(await collection.change(call({ ifMatch: '"9-open"' }), id, deposit(1))).toMatchObject({
        code: "precondition.failed",
      });
      expect((await collection.change(call(wish), id, deposit(1))).ok).toBe(true);
      expect(await collection.change(call({ ifMatch: '"1-open"' }), id, deposit(1))).toMatchObject({
        code: "precondition.failed",
      });
      expect(valueOf(await collection.change(call(wish), id, deposit(1))).replayed).toBe(true);
      expect((await collection.change(call({ ifMatch: "*" }), id, deposit(1))).ok).toBe(true);
    });

    test("an unknown id and another tenant's id are refused alike", async () => {
      const { collection } = await bench.open();
      const id = await bench.account(collection);
      const foreign = await collection.change(call({ tenantId: "tnt_beta" }), id, deposit(1));
      const unknown = await collection.change(call(), "jrn_unknown", deposit(1));
      expect(foreign).toEqual(unknown);
      expect(await collection.read(call({ tenantId: "tnt_beta" }), id)).toEqual(
        await collection.read(call(), "jrn_unknown"),
      );
    });

    test("two tenants may use the same id; neither sees the other", async () => {
      const { collection } = await bench.open();
      for (const tenantId of ["tnt_alpha", "tnt_beta"]) {
        valueOf(
          await collection.put(call({ tenantId }), "usr_1", (_, now) => openAccount({ owner: tenantId })("usr_1", now)),
        );
      }
      expect((await collection.load({ tenantId: "tnt_alpha" }, "usr_1"))?.owner).toBe("tnt_alpha");
      expect((await collection.load({ tenantId: "tnt_beta" }, "usr_1"))?.owner).toBe("tnt_beta");
    });

    test("a chosen id that is taken is refused with the creation's own refusal", async () => {
      const { collection } = await bench.open();
      const creation = {
        prefix: "jrn_",
        id: "jrn_mine",
        decide: openAccount({ owner: "c1" }),
        taken: () => refusal("template.id_taken"),
      } as const;
      expect((await collection.create(call(), creation)).ok).toBe(true);
      expect(await collection.create(call(), creation)).toMatchObject({ code: "template.id_taken" });
    });

    test("a state over its bound is refused, and nothing is written", async () => {
      const { collection } = await bench.open();
      const id = await bench.account(collection);
      expect(await collection.change(call(), id, annotate("ا".repeat(150_000)))).toMatchObject({
        code: "journey.too_large",
      });
      expect((await collection.load({ tenantId: "tnt_alpha" }, id))?.note).toBe("");
    });

    test("a decision is committed only while it holds by the store's clock", async () => {
      const { collection, clock } = await bench.open();
      const id = await bench.account(collection);
      const until = addHours(clock.now(), 1);
      let decisions = 0;
      const outcome = await collection.change(call(), id, (account, now) => {
        decisions++;
        if (now > until) return refusal("journey.closed");
        clock.set(addHours(until, 1));
        return accepted({ state: { ...account, balance: 1 }, events: [], holds: { until } });
      });
      expect(outcome).toMatchObject({ code: "journey.closed" });
      expect(decisions).toBe(2);
    });

    test("a decision that holds by the store's clock is committed, also when it creates; one that does not yet is not", async () => {
      const { collection } = await bench.open();
      // Whatever the store's clock is: the test's own, or a server's.
      const [past, future] = [instant(Date.UTC(2000, 0, 1)), instant(Date.UTC(2100, 0, 1))];
      const holding = (holds: { from?: Instant; until?: Instant }) => (id: string, now: Instant) => {
        const decision = openAccount({ owner: id })(id, now);
        return decision.ok ? accepted({ ...decision.value, holds }) : decision;
      };
      const create = (holds: { from?: Instant; until?: Instant }) =>
        collection.create(call(), { prefix: "jrn_", decide: holding(holds) });
      const { id } = replyOf(valueOf(await create({ from: past, until: future })));
      expect(await create({ from: future })).toMatchObject({ code: "contention" });
      expect(await create({ until: past })).toMatchObject({ code: "contention" });
      const change = (holds: { from?: Instant; until?: Instant }) =>
        collection.change(call(), id, (account) =>
          accepted({ state: { ...account, balance: account.balance + 1 }, events: [], holds }),
        );
      expect((await change({ from: past, until: future })).ok).toBe(true);
      expect(await change({ from: future })).toMatchObject({ code: "contention" });
      expect((await collection.load({ tenantId: "tnt_alpha" }, id))?.balance).toBe(1);
    });

    test("a command whose caller has stopped waiting takes no effect", async () => {
      const { collection, clock } = await bench.open();
      const id = await bench.account(collection);
      expect(await collection.change(call({ deadline: instant(clock.now() - 1) }), id, deposit(1))).toMatchObject({
        code: "request.deadline_exceeded",
      });
    });

    test("facts belong to one version of the state and are gathered again when it has moved", async () => {
      const { collection } = await bench.open();
      const id = await bench.account(collection);
      let gathered = 0;
      const outcome = await collection.change(
        call(),
        id,
        (account, _now, seen: number) =>
          seen === account.balance ? deposit(1)(account) : refusal("journey.step_mismatch"),
        async (account) => {
          if (gathered++ === 0) await collection.change(call(), id, deposit(10));
          return accepted(account.balance);
        },
      );
      expect(gathered).toBe(2);
      expect(replyOf(valueOf(outcome)).balance).toBe(11);
    });

    test("facts that are still true are not asked for again, however many writers meet", async () => {
      const { collection } = await bench.open();
      const id = await bench.account(collection);
      let gathered = 0;
      const race = () =>
        collection.change(
          call(),
          id,
          (account, _now, owner: string) => (owner === account.owner ? deposit(1)(account) : refusal("contention")),
          async ({ owner }) => {
            gathered++;
            return accepted(owner);
          },
          (owner, account) => owner === account.owner,
        );
      const outcomes = await Promise.all(Array.from({ length: 200 }, race));
      expect(outcomes.filter(({ ok }) => !ok)).toEqual([]);
      expect(gathered).toBe(200);
      expect((await collection.load({ tenantId: "tnt_alpha" }, id))?.balance).toBe(200);
    });

    test("everything written is there after the store was closed and opened again", async () => {
      const opened = await bench.open();
      const id = await bench.account(opened.collection);
      await opened.collection.change(call({ key: "k" }), id, deposit(7));
      const again = (await opened.reopen()).open(accounts);
      expect((await again.load({ tenantId: "tnt_alpha" }, id))?.balance).toBe(7);
      expect(valueOf(await again.change(call({ key: "k" }), id, deposit(7)))).toMatchObject({
        replayed: true,
        etag: '"2-open"',
      });
    });
  });
}
