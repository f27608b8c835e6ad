import { accepted, idsFrom } from "@omni/kernel";
import { openMongoProjection } from "@omni/platform/projection/mongo";
import { openMongoStore } from "@omni/platform/store/mongo";
import { afterEach, describe, expect, test } from "vitest";
import { replyOf, testCall } from "./calls.ts";
import { testClock } from "./clocks.ts";
import { testDatabase } from "./mongodb.ts";
import { entries, event, query, texts, alpha as projected } from "./projection/bench.ts";
import { accounts, deposit, openAccount, type AccountReply } from "./store/accounts.ts";
import { valueOf } from "./store/bench.ts";

// Each engine below has its own connection, memory and queues, as the replicas of a service have.

const alpha = { tenantId: "tnt_alpha" };
const call = testCall<AccountReply>;
const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

const random = (bytes: Uint8Array) => crypto.getRandomValues(bytes);
const pause = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

async function replicas(count: number) {
  const clock = testClock();
  const { drop, ...place } = testDatabase();
  closing.push(drop);
  const deps = { clock: clock.now, random, ids: idsFrom(clock.now, random), sleep: pause };
  const open = async () => {
    const store = await openMongoStore({ ...place, ...deps, collections: [accounts], migrates: true });
    closing.push(() => store.close());
    return { store, collection: store.open(accounts) };
  };
  const opened = [await open()];
  while (opened.length < count) opened.push(await open());
  const [first] = opened;
  if (!first) throw new Error("no replica");
  return { clock, first, all: opened };
}

const create = async ({ collection }: Awaited<ReturnType<typeof replicas>>["first"], hoursToLive?: number) => {
  const wish = { owner: "c1", ...(hoursToLive === undefined ? {} : { hoursToLive }) };
  return replyOf(valueOf(await collection.create(call(), { prefix: "jrn_", decide: openAccount(wish) }))).id;
};

const oneTo = (last: number): number[] => Array.from({ length: last }, (_, index) => index + 1);

describe("two replicas on one database", () => {
  test("200 increments that race over both: none is lost, none doubled, sequences have no gaps", async () => {
    const { first, all } = await replicas(2);
    const id = await create(first);
    const outcomes = await Promise.all(
      oneTo(200).map(async (index) => {
        // A caller that is told to come back does so.
        for (;;) {
          const outcome = await all[index % 2]?.collection.change(call({ key: `k${index}` }), id, deposit(1));
          if (outcome?.ok) return outcome.value;
          expect(outcome).toMatchObject({ code: "contention" });
        }
      }),
    );
    expect(new Set(outcomes.map(({ etag }) => etag)).size).toBe(200);
    for (const { collection, store } of all) {
      expect((await collection.load(alpha, id))?.balance).toBe(200);
      const events = await store.readEvents(alpha, `account/${id}`, 1, 500);
      expect(events.map(({ sequence }) => sequence)).toEqual(oneTo(201));
    }
  });

  test("what one has decided on an old state is decided again, also when it refuses or does nothing", async () => {
    const { first, all } = await replicas(2);
    const id = await create(first);
    const [one, other] = all.map(({ collection }) => collection);
    await one?.change(call(), id, deposit(1));
    await other?.change(call(), id, deposit(10));
    const seen: number[] = [];
    const nothing = await one?.change(call(), id, (account) => {
      seen.push(account.balance);
      return accepted({ state: account, events: [] });
    });
    expect(seen.at(-1)).toBe(11);
    expect(nothing && replyOf(valueOf(nothing)).balance).toBe(11);
  });

  test.each([
    { keys: "few keys, all of which a process remembers", count: 1 },
    { keys: "more keys than a document's hashes tell", count: 66 },
  ])("one key over both, $keys: one effect, and the replay tells how far the events go", async ({ count }) => {
    const { first, all } = await replicas(2);
    const id = await create(first);
    const [one, other] = all.map(({ collection }) => collection);
    for (const index of oneTo(count)) await one?.change(call({ key: `before ${index}` }), id, deposit(1));
    const answer = await other?.change(call({ key: "k" }), id, deposit(10));
    const again = await one?.change(call({ key: "k" }), id, deposit(10));
    const consistency = `account/${id}:${count + 2}`;
    expect(answer && valueOf(answer).consistency).toBe(consistency);
    expect(again && valueOf(again)).toMatchObject({ replayed: true, consistency });
    expect((await one?.load(alpha, id))?.balance).toBe(count + 10);
  });

  test("both sweep: every clock event comes once", async () => {
    const { first, all, clock } = await replicas(2);
    const id = await create(first, 1);
    clock.advance(3_600_000);
    await Promise.all([...all, ...all].map(({ collection }) => collection.sweep(100)));
    const events = await first.store.readEvents(alpha, `account/${id}`, 1, 10);
    expect(events.map(({ type }) => type)).toEqual(["account.opened", "account.expired"]);
  });

  test("both relays run: what comes first comes in order, whatever is repeated", async () => {
    const { first, all } = await replicas(2);
    const id = await create(first);
    const told: number[] = [];
    const commits = { running: true };
    const relays = all.map(async ({ store }) => {
      for (let idle = 0; idle < 5; await pause(1)) {
        const events = await store.outbox.pending(10);
        told.push(...events.map(({ sequence }) => sequence));
        await store.outbox.acknowledge(events);
        idle = commits.running || events.length > 0 ? 0 : idle + 1;
      }
    });
    for (let index = 0; index < 100; index++)
      await all[index % 3 === 0 ? 0 : 1]?.collection.change(call(), id, deposit(1));
    commits.running = false;
    await Promise.all(relays);
    const firsts = told.filter((sequence, index) => told.indexOf(sequence) === index);
    expect(firsts).toEqual(oneTo(101));
  });

  test("both project the same events: each row stands once, and what is applied never falls", async () => {
    const { drop, ...place } = testDatabase();
    closing.push(drop);
    const open = async () => {
      const projection = await openMongoProjection({ ...place, declaration: entries, migrates: true });
      closing.push(() => projection.close());
      return projection;
    };
    const [one, other] = [await open(), await open()];
    const batch = (last: number) => oneTo(last).map((sequence) => event({ sequence }));
    for (const last of [5, 9, 20]) {
      await Promise.all([one.apply(batch(last)), other.apply(batch(last - 2)), other.apply(batch(last))]);
      const wanted = [{ scope: projected, aggregate: "journey/1" }];
      expect([await one.applied(wanted), await other.applied(wanted)]).toEqual([[last], [last]]);
    }
    expect(texts(await other.find(projected, query()))).toEqual(
      oneTo(20).map((sequence) => `journey/1 ${sequence} read`),
    );
  });
});
