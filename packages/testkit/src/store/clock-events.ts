import { accepted, refusal } from "@omni/kernel";
import { systemCall } from "@omni/platform/store";
import { describe, expect, test } from "vitest";
import { replyOf, testCall } from "../calls.ts";
import { annotate, deposit, openAccount, type AccountReply } from "./accounts.ts";
import type { StoreBench } from "./bench.ts";

const call = testCall<AccountReply>;

/** What time brings about by itself, and the business keys that it frees. */
export function clockContract(bench: StoreBench): void {
  describe("clock events", () => {
    test("stand before the command's own events, once, and in the rail's own name", async () => {
      const { collection, store, clock } = await bench.open();
      const id = await bench.account(collection, { hoursToLive: 1 });
      clock.advance(3_600_000);
      const refused = await collection.change(call({ key: "k" }), id, deposit(1));
      expect(refused).toMatchObject({ code: "journey.closed" });
      // Only what time has brought about was written: the refused command's key is not remembered.
      expect(await collection.change(call({ key: "k" }), id, deposit(1))).toEqual(refused);
      expect((await collection.change(call(), id, annotate("seen"))).ok).toBe(true);
      const events = await store.readEvents({ tenantId: "tnt_alpha" }, `account/${id}`, 1, 10);
      expect(events.map((event) => event.type)).toEqual(["account.opened", "account.expired"]);
      expect(JSON.parse(events[1]?.text ?? "{}")).toMatchObject({ actor: { id: "system" }, clientId: "system" });
    });

    test("sweepers and commands race for them: each comes once", async () => {
      const { collection, store, clock } = await bench.open();
      const ids = await Promise.all(
        Array.from({ length: 20 }, (_, index) => bench.account(collection, { owner: `c${index}`, hoursToLive: 1 })),
      );
      clock.advance(3_600_000);
      await Promise.all([
        collection.sweep(100),
        collection.sweep(100),
        ...ids.map((id) => collection.change(call(), id, deposit(1))),
      ]);
      for (const id of ids) {
        const events = await store.readEvents({ tenantId: "tnt_alpha" }, `account/${id}`, 1, 10);
        expect(events.map((event) => event.type)).toEqual(["account.opened", "account.expired"]);
      }
      expect(await collection.sweep(100)).toBe(0);
    });

    test("a create that is due at once tells its own event first", async () => {
      const { collection, store } = await bench.open();
      const id = await bench.account(collection, { hoursToLive: -1 });
      const events = await store.readEvents({ tenantId: "tnt_alpha" }, `account/${id}`, 1, 10);
      expect(events.map((event) => event.type)).toEqual(["account.opened", "account.expired"]);
    });

    test("the rail's own call changes what is due and nothing else", async () => {
      const { collection, clock } = await bench.open();
      const id = await bench.account(collection, { hoursToLive: 2 });
      await collection.sweep(10);
      expect((await collection.load({ tenantId: "tnt_alpha" }, id))?.status).toBe("open");
      clock.advance(7_200_000);
      await collection.change(systemCall("tnt_alpha", clock.now), id, (account) =>
        accepted({ state: account, events: [] }),
      );
      expect((await collection.load({ tenantId: "tnt_alpha" }, id))?.status).toBe("expired");
    });
  });

  describe("business keys", () => {
    test("100 racing creates with one business key: one wins, the others learn its id", async () => {
      const { collection } = await bench.open();
      const outcomes = await Promise.all(
        Array.from({ length: 100 }, () =>
          collection.create(call(), {
            prefix: "jrn_",
            decide: openAccount({ owner: "c1" }),
            taken: (id) => refusal("template.id_taken", { facts: { id } }),
          }),
        ),
      );
      const won = outcomes
        .filter((outcome) => outcome.ok)
        .map((outcome) => (outcome.ok ? replyOf(outcome.value).id : ""));
      expect(won).toHaveLength(1);
      for (const outcome of outcomes)
        if (!outcome.ok) expect(outcome).toMatchObject({ code: "template.id_taken", facts: { id: won[0] } });
    });

    test("a state whose time is over frees its key, though nobody has written that yet; another tenant's never clashes", async () => {
      const { collection, clock } = await bench.open();
      const creation = { prefix: "jrn_", decide: openAccount({ owner: "c1", hoursToLive: 1 }) } as const;
      expect((await collection.create(call(), creation)).ok).toBe(true);
      expect((await collection.create(call({ tenantId: "tnt_beta" }), creation)).ok).toBe(true);
      expect((await collection.create(call(), creation)).ok).toBe(false);
      clock.advance(3_600_000);
      expect((await collection.create(call(), creation)).ok).toBe(true);
    });
  });
}
