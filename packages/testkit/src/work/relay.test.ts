import { idsFrom } from "@omni/kernel";
import { accounts, deposit, openAccount, type AccountReply } from "../store/accounts.ts";
import { replyOf, testCall } from "../calls.ts";
import { comeToRest, manualTime, type ManualTime } from "../manual-time.ts";
import fc from "fast-check";
import { randomFillSync } from "node:crypto";
import { getEventListeners } from "node:events";
import { afterEach, describe, expect, test } from "vitest";
import { openLogBus } from "@omni/platform/bus/log";
import type { Bus, Message } from "@omni/platform/bus";
import { silentLog } from "@omni/platform/log";
import type { Store } from "@omni/platform/store";
import { openSqliteStore } from "@omni/platform/store/sqlite";
import { startRelay } from "@omni/platform/work";

const topic = "omni.account.v1";
const call = testCall<AccountReply>;
const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** The real store and the real bus, in memory, with a clock that the test owns. */
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
  const bus = openLogBus({ file: ":memory:", clock, sleep, log: silentLog });
  closing.push(
    () => store.close(),
    () => bus.close(),
  );
  const collection = store.open(accounts);
  return {
    time,
    store,
    bus,
    relay: (over: Bus = bus) =>
      startRelay({ outbox: store.outbox, bus: over, topic, source: "account", log: silentLog, sleep }),
    /** Opens an account: one event. */
    open: async (owner: string): Promise<string> => {
      const created = await collection.create(call(), { prefix: "jrn_", decide: openAccount({ owner }) });
      if (!created.ok) throw new Error(created.code);
      return replyOf(created.value).id;
    },
    /** One more event of the same account. */
    credit: (id: string) => collection.change(call(), id, deposit(1)),
    published: () => everything(bus, time),
  };
}

/** All messages on the topic so far, repeats included. */
async function everything(bus: Bus, time: ManualTime): Promise<readonly Message[]> {
  const messages: Message[] = [];
  const group = "reader";
  const consumer = await bus.consume({
    topics: [topic],
    group,
    handler: async (batch) => void messages.push(...batch),
  });
  await time.advance(10);
  while ((await bus.lag(topic, group)) > 0) await time.advance(10);
  await consumer.stop();
  return messages;
}

const placeOf = ({ headers }: Message): string => `${headers["omni-aggregate"]} ${headers["omni-sequence"]}`;

/** The bus of the bench, with something done around each publication. */
const around = (bus: Bus, publish: Bus["publish"]): Bus => ({ ...bus, publish });

async function pending(store: Store): Promise<number> {
  return (await store.outbox.pending(10_000)).length;
}

describe("the relay", () => {
  test("publishes what is committed, in the order of its sequence, as CloudEvents that say where they stand", async () => {
    const { open, credit, relay, published, time, store } = bench();
    const running = relay();
    const id = await open("c1");
    for (let count = 0; count < 3; count++) await credit(id);
    await time.advance(100);
    const messages = await published();
    expect(messages.map(placeOf)).toEqual([1, 2, 3, 4].map((sequence) => `account/${id} ${sequence}`));
    const [first] = messages;
    const value: unknown = JSON.parse(Buffer.from(first?.value ?? []).toString());
    expect(value).toMatchObject({ eventType: "account.opened", aggregate: { id, sequence: 1 } });
    expect(first?.key).toBe(`tnt_alpha/${id}`);
    expect(first?.headers).toMatchObject({
      ce_specversion: "1.0",
      ce_type: "omni.account.opened",
      "omni-tenant": "tnt_alpha",
    });
    expect(await pending(store)).toBe(0);
    await running.stop();
  });

  test("an event leaves the outbox only when the bus has acknowledged it", async () => {
    const { open, relay, bus, time, store } = bench();
    const answer = Promise.withResolvers<void>();
    const running = relay(around(bus, () => answer.promise));
    await open("c1");
    await time.advance(10_000);
    expect(await pending(store)).toBe(1);
    answer.resolve();
    await comeToRest();
    expect(await pending(store)).toBe(0);
    await running.stop();
  });

  test("a bus that takes a batch but loses the answer gets it again: nothing is acknowledged on a guess", async () => {
    const { open, relay, bus, time, store, published } = bench();
    let answersLost = 1;
    const running = relay(
      around(bus, async (batch) => {
        await bus.publish(batch);
        if (answersLost-- > 0) throw new Error("the connection was lost");
      }),
    );
    const id = await open("c1");
    await time.advance(10_000);
    expect((await published()).map(placeOf)).toEqual([`account/${id} 1`, `account/${id} 1`]);
    expect(await pending(store)).toBe(0);
    await running.stop();
  });

  test("whatever fails on the way, first occurrences are complete and in order per aggregate", async () => {
    const failure = fc.constantFrom("none", "before", "after");
    const command = fc.nat({ max: 4 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(failure, { maxLength: 12 }),
        fc.array(command, { minLength: 1, maxLength: 40 }),
        async (failures, commands) => {
          const { open, credit, relay, bus, time, store, published } = bench();
          const running = relay(
            around(bus, async (batch) => {
              const fails = failures.shift();
              if (fails === "before") throw new Error("away");
              await bus.publish(batch);
              if (fails === "after") throw new Error("the answer was lost");
            }),
          );
          const ids = await Promise.all([0, 1, 2, 3, 4].map((number) => open(`c${number}`)));
          for (const account of commands) {
            await credit(ids[account] ?? "");
            if (account === 0) await time.advance(7);
          }
          await time.advance(60_000);
          await running.stop();
          expect(await pending(store)).toBe(0);
          const firsts = [...new Set((await published()).map(placeOf))];
          for (const [number, id] of ids.entries()) {
            const events = 1 + commands.filter((account) => account === number).length;
            const own = firsts.filter((place) => place.startsWith(`account/${id} `));
            expect(own).toEqual(Array.from({ length: events }, (_, index) => `account/${id} ${index + 1}`));
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  test("while the bus is away it waits longer and longer, two seconds at most, and goes on by itself", async () => {
    const { open, relay, bus, time, store } = bench();
    const tries: number[] = [];
    let away = true;
    const running = relay(
      around(bus, async (batch) => {
        tries.push(time.clock());
        if (away) throw new Error("away");
        return bus.publish(batch);
      }),
    );
    await open("c1");
    await time.advance(30_000);
    const pauses = tries.slice(1).map((at, index) => at - (tries[index] ?? 0));
    expect(pauses.length).toBeGreaterThan(10);
    expect(pauses.toSorted((left, right) => left - right)).toEqual(pauses);
    expect(pauses.at(-1)).toBe(2_000);
    away = false;
    await time.advance(2_000);
    expect(await pending(store)).toBe(0);
    await running.stop();
  });

  test("a stop publishes what is committed", async () => {
    const { open, relay, published, store } = bench();
    const running = relay();
    await comeToRest();
    const ids = await Promise.all(Array.from({ length: 600 }, (_, number) => open(`c${number}`)));
    await running.stop();
    expect(new Set((await published()).map(placeOf))).toEqual(new Set(ids.map((id) => `account/${id} 1`)));
    expect(await pending(store)).toBe(0);
  });

  test("a stop while the bus is away ends, and leaves the events for the next start", async () => {
    const { open, relay, bus, time, store, published } = bench();
    const running = relay(around(bus, () => Promise.reject(new Error("away"))));
    const id = await open("c1");
    await time.advance(1_000);
    await running.stop();
    expect(await pending(store)).toBe(1);
    const again = relay();
    await time.advance(1_000);
    await again.stop();
    expect((await published()).map(placeOf)).toEqual([`account/${id} 1`]);
  });

  test("waiting for commits leaves nothing behind, however often it is done", async () => {
    const { open, store } = bench();
    const { signal } = new AbortController();
    for (let count = 0; count < 20; count++) {
      await store.outbox.pending(100);
      const woken = store.outbox.woken(signal);
      await open(`c${count}`);
      await woken;
    }
    expect(getEventListeners(signal, "abort")).toEqual([]);
  });

  test("what was committed while no relay ran is published by the next", async () => {
    const { open, relay, time, published } = bench();
    const id = await open("c1");
    const running = relay();
    await time.advance(100);
    await running.stop();
    expect((await published()).map(placeOf)).toEqual([`account/${id} 1`]);
  });
});
