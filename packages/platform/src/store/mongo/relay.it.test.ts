import { instant } from "@omni/kernel";
import { describe, expect, test } from "vitest";
import type { StoreAdapter } from "../adapter.ts";
import type { AggregateDocument } from "./documents.ts";
import { hashOf, scope, shape, start, testDatabase, writeOf, type TestDatabase } from "./testing/test-adapter.ts";

const committed = { kind: "committed" };

const stored = async ({ raw }: TestDatabase, id = "a"): Promise<AggregateDocument> => {
  // As it is, though a pull does not wait for the majority.
  const found = await raw
    .collection<AggregateDocument>(shape.name)
    .findOne({ _id: `tnt_alpha/${id}` }, { readConcern: "local" });
  if (!found) throw new Error(`${id} is not stored`);
  return found;
};

/** Resolves when all that was written before is the majority's: as if a moment had passed. */
const settled = async ({ raw }: TestDatabase): Promise<void> =>
  void (await raw.collection("meta").updateOne({ at: 1 }, { $inc: { count: 1 } }, { upsert: true }));

const sequences = async (engine: StoreAdapter, limit = 1_000) =>
  (await engine.outbox.pending(limit)).map(({ aggregate, sequence }) => `${aggregate} ${sequence}`);

/** Commits versions `from` to `to`, one event each. */
async function commitAll(engine: StoreAdapter, from: number, to: number): Promise<void> {
  for (let version = from; version <= to; version++) {
    const outcome = await engine.commit(shape, scope, "a", version - 1, writeOf({ version, events: [version] }));
    expect(outcome).toEqual(committed);
  }
}

describe("a document", () => {
  test("refuses more events than 256 that wait, and takes more when some were acknowledged", async () => {
    const database = await testDatabase();
    const engine = await database.adapter();
    await commitAll(engine, 1, 256);
    const more = () => engine.commit(shape, scope, "a", 256, writeOf({ version: 257, events: [257] }));
    expect(await more()).toEqual({ kind: "full" });
    expect((await stored(database)).version).toBe(256);
    await engine.outbox.acknowledge(await engine.outbox.pending(1));
    expect(await more()).toEqual(committed);
  });

  test("is as small as before when its events and answers have been carried on", async () => {
    const database = await testDatabase();
    const engine = await database.adapter();
    for (let version = 1; version <= 100; version++) {
      const write = writeOf({ version, events: [version], key: `key ${version}` });
      expect(await engine.commit(shape, scope, "a", version - 1, write)).toEqual(committed);
      if (version % 10 === 0) await engine.outbox.acknowledge(await engine.outbox.pending(100));
    }
    const { outbox, keys, hashes, keyCount } = await stored(database);
    expect([outbox.length, keys.length, hashes.length, keyCount]).toEqual([0, 0, 64, 100]);
  });

  test("whose answers come without events does not fill up: the relay carries them as well", async () => {
    const database = await testDatabase();
    const engine = await database.adapter();
    for (let version = 1; version <= 300; version++) {
      const outcome = await engine.commit(shape, scope, "a", version - 1, writeOf({ version, key: `key ${version}` }));
      expect(outcome).toEqual(committed);
      if (version % 100 === 0) expect(await sequences(engine)).toEqual([]);
    }
    expect((await stored(database)).keys).toEqual([]);
    expect(await engine.answer(shape, scope, "a", hashOf("key 7"), 300)).toMatchObject({ etag: '"1-open"' });
  });

  test("that is full of answers which nobody has carried on is emptied by the next round of the relay", async () => {
    const database = await testDatabase();
    const earlier = await database.adapter();
    for (let version = 1; version <= 256; version++)
      await earlier.commit(shape, scope, "a", version - 1, writeOf({ version, key: `key ${version}` }));
    const later = await database.adapter();
    const more = () => later.commit(shape, scope, "a", 256, writeOf({ version: 257, key: "one more" }));
    expect(await more()).toEqual({ kind: "full" });
    await later.outbox.pending(10);
    expect(await more()).toEqual(committed);
  });
});

describe("keys", () => {
  test("are found after 64 others, in the document and when they were moved; one that was never used is not", async () => {
    const database = await testDatabase();
    const [one, other] = [await database.adapter(), await database.adapter()];
    for (let version = 1; version <= 70; version++) {
      await one.commit(shape, scope, "a", version - 1, writeOf({ version, events: [version], key: `key ${version}` }));
    }
    const find = async (engine: StoreAdapter, key: string) =>
      Buffer.from((await engine.answer(shape, scope, "a", hashOf(key), 70))?.encoded ?? []).toString();
    const findAll = () =>
      Promise.all([one, other].flatMap((engine) => ["key 1", "key 70", "never"].map((key) => find(engine, key))));
    const all = ["key 1", "key 70", "", "key 1", "key 70", ""];
    expect(await findAll()).toEqual(all);
    await one.outbox.acknowledge(await one.outbox.pending(100));
    expect((await stored(database)).keys).toEqual([]);
    expect(await findAll()).toEqual(all);
  });

  test("that another process has added are seen, whatever this one remembers", async () => {
    const database = await testDatabase();
    const [one, other] = [await database.adapter(), await database.adapter()];
    await one.commit(shape, scope, "a", 0, writeOf({ key: "first" }));
    await other.load(shape, scope, "a");
    await other.commit(shape, scope, "a", 1, writeOf({ version: 2, key: "second" }));
    // What it knows of version 1 says "nothing", and a write on that version fails.
    expect(await one.answer(shape, scope, "a", hashOf("second"), 1)).toBeUndefined();
    expect(await one.commit(shape, scope, "a", 1, writeOf({ version: 2, key: "second" }))).toEqual({
      kind: "conflict",
    });
    expect((await one.load(shape, scope, "a"))?.version).toBe(2);
    expect(await one.answer(shape, scope, "a", hashOf("second"), 2)).toMatchObject({ etag: '"1-open"' });
  });

  test("are over when their time is, even if nobody has deleted them", async () => {
    const database = await testDatabase();
    const engine = await database.adapter();
    await engine.commit(shape, scope, "a", 0, writeOf());
    await engine.commit(shape, scope, "a", 1, writeOf({ version: 2, key: "k" }));
    database.time.now = instant(start + 999_999);
    expect(await engine.answer(shape, scope, "a", hashOf("k"), 2)).toBeDefined();
    database.time.now = instant(start + 1_000_000);
    expect(await engine.answer(shape, scope, "a", hashOf("k"), 2)).toBeUndefined();
  });
});

describe("the relay's side", () => {
  test("never hands out an event before one that another process has left in the same document", async () => {
    const database = await testDatabase();
    const [one, other] = [await database.adapter(), await database.adapter()];
    await other.outbox.pending(10);
    await one.commit(shape, scope, "a", 0, writeOf({ events: [1] }));
    await other.commit(shape, scope, "a", 1, writeOf({ version: 2, events: [2] }));
    expect(await sequences(other)).toEqual(["account/a 1", "account/a 2"]);
    await other.outbox.acknowledge(await other.outbox.pending(10));
    // The other's own hint only repeats the beginning.
    expect(await sequences(one)).toEqual(["account/a 1"]);
  });

  test("repeats what was not acknowledged when its process ends, and nothing else", async () => {
    const database = await testDatabase();
    const earlier = await database.adapter();
    await commitAll(earlier, 1, 3);
    await earlier.outbox.acknowledge(await earlier.outbox.pending(1));
    await earlier.outbox.pending(10);
    await settled(database);
    expect(await sequences(await database.adapter())).toEqual(["account/a 2", "account/a 3"]);
  });

  test("takes again what was acknowledged when the pull has been lost, without telling it twice", async () => {
    const database = await testDatabase();
    const engine = await database.adapter({ sweepEveryMs: 0 });
    await commitAll(engine, 1, 2);
    const before = (await stored(database)).outbox;
    await engine.outbox.acknowledge(await engine.outbox.pending(10));
    const lost = { $set: { outbox: before } };
    await database.raw.collection<AggregateDocument>(shape.name).updateOne({ _id: "tnt_alpha/a" }, lost);
    database.time.now = instant(start + 10_000);
    expect(await sequences(engine)).toEqual([]);
    expect((await stored(database)).outbox).toEqual([]);
    // A process that knows nothing of it tells it again: a repeat, which consumers drop.
    await database.raw.collection<AggregateDocument>(shape.name).updateOne({ _id: "tnt_alpha/a" }, lost);
    expect(await sequences(await database.adapter())).toEqual(["account/a 1", "account/a 2"]);
  });

  test("finds what another process has left behind, after a moment that the other gets", async () => {
    const database = await testDatabase();
    const [dead, living] = [await database.adapter(), await database.adapter({ sweepEveryMs: 0 })];
    expect(await sequences(living)).toEqual([]);
    await commitAll(dead, 1, 2);
    expect(await sequences(living)).toEqual([]);
    database.time.now = instant(start + 2_000);
    expect(await sequences(living)).toEqual(["account/a 1", "account/a 2"]);
  });

  test("wakes by itself now and then, because others may have left something", async () => {
    const engine = await (await testDatabase()).adapter({ sweepEveryMs: 50 });
    await engine.outbox.pending(10);
    await engine.outbox.woken(new AbortController().signal);
  });

  test("tidies documents some time after an acknowledgement, and before it closes", async () => {
    const database = await testDatabase();
    const engine = await database.adapter({ tidyEveryMs: 100 });
    await engine.outbox.pending(10);
    await commitAll(engine, 1, 2);
    await engine.outbox.acknowledge(await engine.outbox.pending(10));
    expect((await stored(database)).outbox).toHaveLength(2);
    // Nobody is told again meanwhile.
    expect(await sequences(engine)).toEqual([]);
    const begun = performance.now();
    while ((await stored(database)).outbox.length > 0) {
      await engine.outbox.woken(new AbortController().signal);
      await engine.outbox.pending(10);
    }
    expect(performance.now() - begun).toBeLessThan(1_000);
    const another = await database.adapter({ tidyEveryMs: 1_000_000 });
    await commitAll(another, 3, 3);
    await another.outbox.acknowledge(await another.outbox.pending(10));
    await another.close();
    expect((await stored(database)).outbox).toEqual([]);
  });

  test("an event can be read at every moment while the relay moves it", async () => {
    const database = await testDatabase();
    const [writer, reader] = [await database.adapter(), await database.adapter()];
    await commitAll(writer, 1, 1);
    const written = { last: 1 };
    const moving = (async () => {
      for (let version = 2; version <= 150; version++) {
        await commitAll(writer, version, version);
        written.last = version;
        if (version % 3 === 0) await writer.outbox.acknowledge(await writer.outbox.pending(100));
      }
    })();
    while (written.last < 150) {
      const least = written.last;
      const read = (await reader.readEvents(scope, "account/a", 1, 1_000)).map(({ sequence }) => sequence);
      expect(read).toEqual(Array.from({ length: read.length }, (_, index) => index + 1));
      expect(read.length).toBeGreaterThanOrEqual(least);
    }
    await moving;
  });
});
