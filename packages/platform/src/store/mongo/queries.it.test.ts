import { expect, test } from "vitest";
import type { StoreAdapter } from "../adapter.ts";
import type { Condition, Query } from "../query.ts";
import { hashOf, scope, shape, start, testDatabase, writeOf } from "./testing/test-adapter.ts";

const conditions: Record<string, readonly Condition[]> = {
  everything: [{}],
  equality: [{ status: "open" }],
  "two equalities": [{ status: "open", owner: "c1" }],
  range: [{ balance: { to: 5 } }],
  "a range without bounds": [{ balance: {} }],
  "equality and range": [{ status: "open", balance: { from: 1, to: 5 } }],
  "a time range": [{ at: { from: 1, to: 5 } }],
  "one of several": [{ status: { in: ["open", "frozen"] } }],
  "many-valued": [{ holder: "h1" }],
  "many-valued and equality": [{ holder: "h1", status: "open" }],
  "two many-valued": [{ holder: "h1", signer: "h2" }],
  "a union": [{ status: "open" }, { status: "frozen", owner: "c1" }],
};

const queriesOf = (any: readonly Condition[]): readonly Query[] =>
  (["asc", "desc"] as const).flatMap((order) => [
    { any, order, start: { page: 1 }, perPage: 2 },
    { any, order, start: { page: 3 }, perPage: 2 },
    { any, order, start: { after: { at: start, id: "a" } }, perPage: 2 },
  ]);

async function useEverything(adapter: StoreAdapter): Promise<void> {
  const event = { events: [1], key: "k", unique: { key: "u" }, indexes: { status: "open", balance: 1, owner: "c1" } };
  await adapter.commit(shape, scope, "a", 0, writeOf({ ...event, manyIndexes: { holder: ["h1"] }, chosenId: true }));
  await adapter.commit(shape, scope, "b", 0, writeOf({ ...event, id: "b" }));
  await adapter.commit(shape, scope, "c", 0, writeOf({ id: "c", key: "k", chosenId: true }));
  await adapter.commit(shape, scope, "a", 1, writeOf({ version: 2, events: [2], key: "l" }));
  await adapter.commit(shape, scope, "a", 1, writeOf({ version: 2, events: [2] }));
  await adapter.load(shape, scope, "a");
  await adapter.answer(shape, scope, "a", hashOf("l"), 99);
  await adapter.sweep(shape, start, 10);
  await adapter.readEvents(scope, "account/a", 1, 10);
  await adapter.outbox.age();
  await adapter.outbox.acknowledge(await adapter.outbox.pending(10));
  await adapter.readEvents(scope, "account/a", 1, 10);
  await adapter.answer(shape, scope, "a", hashOf("l"), 99);
  await adapter.forgetAnswers(start, 10);
  for (const any of Object.values(conditions))
    for (const query of queriesOf(any)) await adapter.find(shape, scope, query);
}

interface Profiled {
  readonly op: string;
  readonly ns: string;
  readonly planSummary?: string;
  readonly command: unknown;
}

test("every operation on a store's collections walks an index, by tenant first, and none scans", async () => {
  const { raw, adapter } = await testDatabase();
  const engine = await adapter();
  const { db } = raw;
  await db?.command({ profile: 2 });
  await useEverything(engine);
  await db?.command({ profile: 0 });
  const ours = [shape.name, "events", "answers"].map((name) => `${raw.name}.${name}`);
  const seen = await raw
    .collection<Profiled>("system.profile")
    .find({ ns: { $in: ours } })
    .toArray();
  const plans = seen.filter(({ op }) => op !== "insert");
  expect(plans.length).toBeGreaterThan(100);
  const allowed =
    /^(IDHACK|IXSCAN \{ _id: 1 \}|IXSCAN \{ tenant: 1, .*\}|IXSCAN \{ (dueAt|outbox\.0\.at|expiresAt): 1 \}|COUNT_SCAN .*)$/;
  const planOf = ({ planSummary = "" }: Profiled) => planSummary.split(/, (?=[A-Z]+ )/);
  const others = plans.filter((one) => !planOf(one).every((plan) => allowed.test(plan)));
  expect(others.map(({ op, ns, planSummary, command }) => ({ op, ns, planSummary, command }))).toEqual([]);
  // Each query that a list makes has been explained: there is one plan at least for every declared index.
  const used = plans.map(({ planSummary = "" }) => planSummary).join("\n");
  for (const path of ["i.status", "i.owner", "i.balance", "m.holder"]) expect(used).toContain(`tenant: 1, ${path}: 1`);
});

test("what is not declared is a bug, not a scan", async () => {
  const engine = await (await testDatabase()).adapter();
  const ask = (condition: Condition) =>
    engine.find(shape, scope, { any: [condition], order: "asc", start: { page: 1 }, perPage: 1 });
  await expect(ask({ colour: "red" })).rejects.toThrow(/declares no index colour/);
  await expect(ask({ colour: {} })).rejects.toThrow(/declares no index colour/);
  await expect(ask({ holder: { in: ["h1"] } })).rejects.toThrow(/equality only/);
});

test("a list reads only the rows that it shows, whatever the order and however far the page", async () => {
  const { raw, adapter } = await testDatabase();
  const engine = await adapter();
  for (let index = 0; index < 60; index++) {
    const id = `a${index}`;
    const indexes = { status: index % 2 === 0 ? "open" : "frozen" };
    await engine.commit(shape, scope, id, 0, writeOf({ id, at: start + index, indexes }));
  }
  const any = [{ status: { in: ["open", "frozen"] } }];
  await raw.db?.command({ profile: 2 });
  for (const order of ["asc", "desc"] as const) {
    await engine.find(shape, scope, { any, order, start: { page: 1 }, perPage: 5 });
    await engine.find(shape, scope, { any, order, start: { after: { at: start + 30, id: "a30" } }, perPage: 5 });
  }
  await raw.db?.command({ profile: 0 });
  const reads = await raw
    .collection<{ docsExamined: number; hasSortStage?: boolean }>("system.profile")
    .find({ op: "query", ns: `${raw.name}.${shape.name}` })
    .toArray();
  expect(reads).toHaveLength(4);
  for (const read of reads) {
    expect(read.hasSortStage).toBeUndefined();
    // One more for each value that is merged.
    expect(read.docsExamined).toBeLessThanOrEqual(8);
  }
});

test("totals are exact to 10,000 and say so beyond", async () => {
  const { raw, adapter } = await testDatabase();
  const engine = await adapter();
  await engine.commit(shape, scope, "a", 0, writeOf({ indexes: { status: "open" } }));
  const [one] = await raw.collection<{ _id: string; id: string }>(shape.name).find().toArray();
  if (!one) throw new Error("nothing was written");
  const copies = Array.from({ length: 10_000 }, (_, index) => ({ ...one, _id: `${one._id}${index}`, id: `a${index}` }));
  await raw.collection<{ _id: string; id: string }>(shape.name).insertMany(copies);
  const query: Query = { any: [{ status: "open" }], order: "desc", start: { page: 1 }, perPage: 1 };
  expect(await engine.find(shape, scope, query)).toMatchObject({ total: 10_000, totalIsExact: false });
  expect(await engine.find(shape, { tenantId: "tnt_beta" }, query)).toMatchObject({ total: 0, totalIsExact: true });
});

test("a first page that is not full has counted itself", async () => {
  const { raw, adapter } = await testDatabase();
  const engine = await adapter();
  await engine.commit(shape, scope, "a", 0, writeOf({ indexes: { status: "open" } }));
  await raw.db?.command({ profile: 2 });
  for (const [status, total] of [
    ["open", 1],
    ["frozen", 0],
  ] as const) {
    const query: Query = { any: [{ status }], order: "desc", start: { page: 1 }, perPage: 5 };
    expect(await engine.find(shape, scope, query)).toMatchObject({ total, totalIsExact: true });
  }
  await raw.db?.command({ profile: 0 });
  const asked = await raw
    .collection("system.profile")
    .find({ ns: `${raw.name}.${shape.name}` })
    .toArray();
  expect(asked).toHaveLength(2);
});
