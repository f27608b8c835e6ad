import { describe, expect, test } from "vitest";
import { replyOf, testCall } from "../calls.ts";
import { annotate, deposit, openAccount, type AccountReply } from "./accounts.ts";
import { valueOf, type StoreBench } from "./bench.ts";

const call = testCall<AccountReply>;
const days = 24 * 3_600_000;

/** What an Idempotency-Key promises. */
export function keyContract(bench: StoreBench): void {
  describe("idempotency keys", () => {
    test("50 racing creates with one key: one effect, 49 byte-identical replays", async () => {
      const { collection, store } = await bench.open();
      const answers = await Promise.all(
        Array.from({ length: 50 }, () =>
          collection.create(call({ key: "k" }), { prefix: "jrn_", decide: openAccount({ owner: "c1" }) }),
        ),
      );
      const encoded = answers.map((answer) => Buffer.from(valueOf(answer).encoded).toString());
      expect(new Set(encoded).size).toBe(1);
      expect(answers.filter((answer) => answer.ok && answer.value.replayed === true)).toHaveLength(49);
      expect(await store.outbox.pending(100)).toHaveLength(1);
    });

    test("50 racing changes with one key: one effect", async () => {
      const { collection } = await bench.open();
      const id = await bench.account(collection);
      const answers = await Promise.all(
        Array.from({ length: 50 }, () => collection.change(call({ key: "k" }), id, deposit(3))),
      );
      expect(answers.filter((answer) => answer.ok && answer.value.replayed !== true)).toHaveLength(1);
      expect((await collection.load({ tenantId: "tnt_alpha" }, id))?.balance).toBe(3);
    });

    test("a replay answers what was answered first, whatever has happened since", async () => {
      const { collection } = await bench.open();
      const id = await bench.account(collection);
      const first = valueOf(await collection.change(call({ key: "k" }), id, deposit(1)));
      await collection.change(call(), id, deposit(10));
      const again = valueOf(await collection.change(call({ key: "k" }), id, deposit(1)));
      expect(replyOf(again)).toEqual(replyOf(first));
      expect(again).toMatchObject({ replayed: true, etag: first.etag });
    });

    test("the same key with another body is refused, on create, change and put", async () => {
      const { collection } = await bench.open();
      const id = await bench.account(collection);
      const creation = { prefix: "jrn_", decide: openAccount({ owner: "c2" }) } as const;
      await collection.create(call({ key: "k", body: "a" }), creation);
      await collection.change(call({ key: "k", body: "a" }), id, deposit(1));
      await collection.put(call({ key: "k", body: "a" }), "usr_1", (_, now) =>
        openAccount({ owner: "c3" })("usr_1", now),
      );
      const refused = { ok: false, code: "idempotency.key_reused" };
      expect(await collection.create(call({ key: "k", body: "b" }), creation)).toMatchObject(refused);
      expect(await collection.change(call({ key: "k", body: "b" }), id, deposit(1))).toMatchObject(refused);
      expect(await collection.put(call({ key: "k", body: "b" }), "usr_1", () => deposit(1)({} as never))).toMatchObject(
        refused,
      );
    });

    test("one key creates one aggregate, whether its id is chosen or made, even in a race", async () => {
      const { collection } = await bench.open();
      const creation = (id: string | undefined) =>
        ({ prefix: "jrn_", id, decide: openAccount({ owner: id ?? "made" }) }) as const;
      for (const ids of [
        ["a", "b", "c"],
        [undefined, "d"],
        ["e", undefined],
      ]) {
        const key = `k ${ids.join()}`;
        const outcomes = await Promise.all(
          ids.map((id) => collection.create(call({ key, body: id ?? "" }), creation(id))),
        );
        expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1);
        for (const outcome of outcomes) if (!outcome.ok) expect(outcome.code).toBe("idempotency.key_reused");
      }
    });

    test("one key on two aggregates means two effects", async () => {
      const { collection } = await bench.open();
      const [one, two] = [await bench.account(collection), await bench.account(collection, { owner: "c2" })];
      for (const id of [one, two])
        expect(valueOf(await collection.change(call({ key: "k" }), id, deposit(1))).replayed).toBeUndefined();
    });

    test("an answer over 32 KiB is not kept: its replay answers the resource as it is", async () => {
      const { collection } = await bench.open();
      const id = "c".repeat(40_000);
      const open = () => collection.put(call({ key: "k" }), id, (_, now) => openAccount({ owner: "c1" })(id, now));
      const first = valueOf(await open());
      expect(first.encoded.byteLength).toBeGreaterThan(32 * 1024);
      await collection.change(call(), id, deposit(5));
      const again = valueOf(await open());
      expect(again.replayed).toBe(true);
      expect(replyOf(again).balance).toBe(5);
    });

    test("keys of changes are forgotten after 7 days, never earlier; the key of a create stays as long as the resource", async () => {
      const { collection, store, clock } = await bench.open();
      const creation = { prefix: "jrn_", decide: openAccount({ owner: "c1" }) } as const;
      const { id } = replyOf(valueOf(await collection.create(call({ key: "k" }), creation)));
      await collection.change(call({ key: "c" }), id, annotate("once"));
      // Where the relay carries answers to their own place, it has done so.
      await store.outbox.acknowledge(await store.outbox.pending(100));
      clock.advance(7 * days - 1);
      expect(await store.forgetAnswers(100)).toBe(0);
      expect(valueOf(await collection.change(call({ key: "c" }), id, deposit(1))).replayed).toBe(true);
      clock.advance(1);
      expect(await store.forgetAnswers(100)).toBe(2);
      expect(valueOf(await collection.change(call({ key: "c" }), id, deposit(1))).replayed).toBeUndefined();
      const again = valueOf(await collection.create(call({ key: "k" }), creation));
      expect(again.replayed).toBe(true);
      expect(replyOf(again)).toMatchObject({ id, balance: 1 });
      expect(await collection.create(call({ key: "k", body: "other" }), creation)).toMatchObject({
        code: "idempotency.key_reused",
      });
    });
  });
}
