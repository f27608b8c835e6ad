import { canonicalJson } from "@omni/kernel";
import { verifyEvent, type StoredEvent } from "@omni/platform/store";
import { describe, expect, test } from "vitest";
import { testCall } from "../calls.ts";
import { deposit, type AccountReply } from "./accounts.ts";
import type { StoreBench } from "./bench.ts";

const call = testCall<AccountReply>;
const alpha = { tenantId: "tnt_alpha" };

const envelopeOf = (event: StoredEvent): Record<string, unknown> => JSON.parse(event.text) as Record<string, unknown>;

/** What a store promises of events: order, proof, and that nobody loses one on the way to the bus. */
export function eventContract(bench: StoreBench): void {
  describe("events", () => {
    test("carry schemaVersion, sequence, epoch and integrity, as canonical JSON", async () => {
      const { collection, store } = await bench.open();
      const id = await bench.account(collection);
      const [event] = await store.readEvents(alpha, `account/${id}`, 1, 1);
      const envelope = event ? envelopeOf(event) : {};
      expect(envelope).toMatchObject({
        schemaVersion: 1,
        tenantId: "tnt_alpha",
        epoch: 1,
        eventType: "account.opened",
        aggregate: { type: "account", id, version: 1, sequence: 1 },
        integrity: { previous: "" },
        actor: { id: "usr_rm_001", name: "Ahmed Al-Rashidi" },
        clientId: "key_test",
        correlationId: "req_test",
      });
      expect(canonicalJson(envelope)).toBe(event?.text);
    });

    test("are chained: each fits its hash and names its predecessor's; any edit shows", async () => {
      const { collection, store, clock } = await bench.open();
      const id = await bench.account(collection);
      for (let round = 0; round < 5; round++) await collection.change(call({ actorName: "علي" }), id, deposit(1));
      clock.advance(1000);
      const envelopes = (await store.readEvents(alpha, `account/${id}`, 1, 10)).map(envelopeOf);
      let previous = "";
      for (const envelope of envelopes) {
        expect(verifyEvent(envelope)).toBe(true);
        const integrity = envelope["integrity"] as Record<string, string>;
        expect(integrity["previous"]).toBe(previous);
        previous = integrity["hash"] ?? "";
        expect(verifyEvent({ ...envelope, summary: "something else" })).toBe(false);
        expect(verifyEvent({ ...envelope, actor: { id: "usr_rm_001", name: "Somebody" } })).toBe(false);
        expect(verifyEvent({ ...envelope, occurredAt: "2026-01-01T00:00:00Z" })).toBe(false);
      }
    });

    test("of one aggregate have strictly rising times, even when the clock stands still or goes back", async () => {
      const { collection, store, clock } = await bench.open();
      const id = await bench.account(collection);
      for (const step of [0, -5000, 0, 3]) {
        clock.advance(step);
        await collection.change(call(), id, deposit(1));
      }
      const times = (await store.readEvents(alpha, `account/${id}`, 1, 10)).map((event) =>
        Date.parse(String(envelopeOf(event)["occurredAt"])),
      );
      expect(times.every((time, index) => index === 0 || time > (times[index - 1] ?? 0))).toBe(true);
    });

    test("are read by tenant and aggregate, from a sequence on, in order", async () => {
      const { collection, store } = await bench.open();
      const id = await bench.account(collection);
      for (let round = 0; round < 5; round++) await collection.change(call(), id, deposit(1));
      expect((await store.readEvents(alpha, `account/${id}`, 3, 2)).map((event) => event.sequence)).toEqual([3, 4]);
      expect(await store.readEvents({ tenantId: "tnt_beta" }, `account/${id}`, 1, 10)).toEqual([]);
      expect(await store.readEvents(alpha, "account/unknown", 1, 10)).toEqual([]);
    });
  });

  describe("outbox", () => {
    test("keeps every event until it is acknowledged, in order per aggregate, across a restart", async () => {
      const opened = await bench.open();
      const ids = [await bench.account(opened.collection), await bench.account(opened.collection, { owner: "c2" })];
      for (let round = 0; round < 3; round++)
        for (const id of ids) await opened.collection.change(call(), id, deposit(1));
      const first = await opened.store.outbox.pending(3);
      expect(first).toHaveLength(3);
      expect(await opened.store.outbox.pending(3)).toEqual(first);
      await opened.store.outbox.acknowledge(first);
      const rest = await (await opened.reopen()).outbox.pending(100);
      for (const id of ids) {
        const sequences = [...first, ...rest]
          .filter((event) => event.aggregate === `account/${id}`)
          .map((event) => event.sequence);
        expect(sequences).toEqual([1, 2, 3, 4]);
      }
    });

    test("wakes a waiter on the next commit, at once when something waits already, and when it is told to stop", async () => {
      const { collection, store } = await bench.open();
      const stop = new AbortController();
      const waiting = store.outbox.woken(stop.signal);
      const id = await bench.account(collection);
      await waiting;
      await store.outbox.acknowledge(await store.outbox.pending(10));
      await collection.change(call(), id, deposit(1));
      await store.outbox.woken(stop.signal);
      await store.outbox.acknowledge(await store.outbox.pending(10));
      const last = store.outbox.woken(stop.signal);
      stop.abort();
      await last;
      expect(await store.outbox.pending(10)).toEqual([]);
    });

    test("tells how long its oldest event has waited", async () => {
      const { collection, store, clock } = await bench.open();
      expect(await store.outbox.age()).toBe(0);
      await bench.account(collection);
      clock.advance(1500);
      expect(await store.outbox.age()).toBe(1500);
      await store.outbox.acknowledge(await store.outbox.pending(10));
      expect(await store.outbox.age()).toBe(0);
    });

    test("loses and doubles nothing while 500 commits run beside a reader", async () => {
      const { collection, store } = await bench.open();
      const ids = await Promise.all(
        Array.from({ length: 20 }, (_, index) => bench.account(collection, { owner: `c${index}` })),
      );
      const seen = new Map<string, number[]>();
      const commits = { running: true };
      const reader = (async () => {
        for (
          let events = await store.outbox.pending(7);
          commits.running || events.length > 0;
          events = await store.outbox.pending(7)
        ) {
          for (const event of events) seen.set(event.aggregate, [...(seen.get(event.aggregate) ?? []), event.sequence]);
          await store.outbox.acknowledge(events);
          await new Promise(setImmediate);
        }
      })();
      await Promise.all(
        ids.flatMap((id) => Array.from({ length: 25 }, () => collection.change(call(), id, deposit(1)))),
      );
      commits.running = false;
      await reader;
      for (const id of ids)
        expect(seen.get(`account/${id}`)).toEqual(Array.from({ length: 26 }, (_, index) => index + 1));
    });
  });
}
