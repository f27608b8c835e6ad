import { idsFrom, instant, type Instant } from "@omni/kernel";
import { describe, expect, test } from "vitest";
import type { Shape, Write } from "../adapter.ts";
import type { Query } from "../query.ts";
import { adapterOn } from "./adapter.ts";
import { openDatabase } from "./database.ts";
import { find } from "./find.ts";

const shape: Shape = {
  name: "accounts",
  aggregate: "account",
  indexes: ["status", "owner", "dueAt"],
  manyIndexes: ["holder"],
  unique: true,
};
const now = instant(1_700_000_000_000);
const scope = { tenantId: "tnt_alpha" };
const ids = idsFrom(
  () => now,
  (bytes) => crypto.getRandomValues(bytes),
);

const birth = (text: string, indexes: Write["indexes"] = {}, at: Instant = now): Write => ({
  document: { version: 1, sequence: 0, head: "", lastAt: at, schema: 1, text },
  createdAt: at,
  summary: "{}",
  dueAt: undefined,
  indexes,
  manyIndexes: {},
  events: [],
});

function open() {
  const database = openDatabase({ file: ":memory:", now: () => Date.now() });
  return { database, adapter: adapterOn(database, [shape], () => now) };
}

describe("group commit", () => {
  test("writes that arrive in one turn share one transaction, and each gets its own answer", async () => {
    const database = openDatabase({ file: ":memory:", now: () => Date.now() });
    let transactions = 0;
    const counting = {
      ...database,
      transaction: <T>(work: () => T): T => (transactions++, database.transaction(work)),
    };
    const adapter = adapterOn(counting, [shape], () => now);
    transactions = 0;
    const outcomes = await Promise.all([
      adapter.commit(shape, scope, "a", 0, birth("{}")),
      adapter.commit(shape, scope, "a", 0, birth("{}")),
      adapter.commit(shape, scope, "b", 7, birth("{}")),
      adapter.commit(shape, scope, "b", 0, { ...birth("{}"), holds: { until: instant(now - 1) } }),
      adapter.commit(shape, scope, "c", 0, birth("{}")),
    ]);
    expect(outcomes).toEqual([
      { kind: "committed" },
      { kind: "duplicate", id: "a" },
      { kind: "conflict" },
      { kind: "not_now" },
      { kind: "committed" },
    ]);
    expect(transactions).toBe(1);
    expect(await adapter.load(shape, scope, "b")).toBeUndefined();
  });

  test("of two writes decided on one version the first wins, the other conflicts and leaves nothing", async () => {
    const { adapter } = open();
    await adapter.commit(shape, scope, "a", 0, birth("{}"));
    const second = (text: string): Write => ({ ...birth(text), document: { ...birth(text).document, version: 2 } });
    const outcomes = await Promise.all([
      adapter.commit(shape, scope, "a", 1, second('"first"')),
      adapter.commit(shape, scope, "a", 1, { ...second('"late"'), indexes: { status: "late" } }),
    ]);
    expect(outcomes).toEqual([{ kind: "committed" }, { kind: "conflict" }]);
    expect(await adapter.load(shape, scope, "a")).toMatchObject({ version: 2, text: '"first"' });
    const late: Query = { any: [{ status: "late" }], order: "desc", start: { page: 1 }, perPage: 1 };
    expect((await adapter.find(shape, scope, late)).total).toBe(0);
  });

  test("a full disk refuses all writes of the batch, keeps none of them, and reads go on", async () => {
    const { adapter, database } = open();
    await adapter.commit(shape, scope, "a", 0, birth("{}"));
    const pages = Number(database.sql("PRAGMA page_count").get()?.["page_count"]);
    database.sql(`PRAGMA max_page_count = ${pages + 2}`).get();
    const outcomes = await Promise.all([
      adapter.commit(shape, scope, "b", 0, birth("{}")),
      adapter.commit(shape, scope, "c", 0, birth("x".repeat(100_000))),
    ]);
    expect(outcomes.map((outcome) => outcome.kind)).toEqual(["unavailable", "unavailable"]);
    expect(adapter.ready()).toBe(false);
    expect(await adapter.load(shape, scope, "a")).toBeDefined();
    expect(await adapter.load(shape, scope, "b")).toBeUndefined();
    database.sql("PRAGMA max_page_count = 100000").get();
    expect(await adapter.commit(shape, scope, "b", 0, birth("{}"))).toEqual({ kind: "committed" });
    expect(adapter.ready()).toBe(true);
  });
});

describe("find", () => {
  const queries: Record<string, Query["any"]> = {
    everything: [{}],
    equality: [{ status: "open" }],
    "two equalities": [{ status: "open", owner: "c1" }],
    range: [{ dueAt: { to: 5 } }],
    "equality and range": [{ status: "open", dueAt: { from: 1, to: 5 } }],
    "a time range": [{ at: { from: 1, to: 5 } }],
    "one of several": [{ status: { in: ["open", "frozen"] } }],
    "many-valued": [{ holder: "h1" }],
    "many-valued and equality": [{ holder: "h1", status: "open" }],
    "a union": [{ status: "open" }, { status: "frozen", owner: "c1" }],
  };

  test.each(Object.entries(queries))("never scans: %s", (_name, any) => {
    const { database } = open();
    const plans: string[] = [];
    const explain = (text: string) => {
      const plan = database.sql(`EXPLAIN QUERY PLAN ${text}`);
      plans.push(...plan.all(...Array<number>(text.split("?").length - 1).fill(1)).map((row) => String(row["detail"])));
      return database.sql(text);
    };
    const table = { table: "accounts", indexes: shape.indexes, many: shape.manyIndexes, value: "summary" };
    find(explain, table, scope, { any, order: "desc", start: { after: { at: 9, id: "z" } }, perPage: 20 });
    const tables = plans.filter((detail) => /\b(accounts|accounts_many|d|m)\b/.test(detail));
    expect(tables.length).toBeGreaterThan(0);
    // SCAN of a sub-select's own few rows is fine; SCAN of a table is not.
    expect(tables.filter((detail) => /^SCAN (accounts|accounts_many|d|m)\b/.test(detail))).toEqual([]);
    expect(tables.every((detail) => !detail.startsWith("SEARCH") || /tenant=\?/.test(detail))).toBe(true);
  });

  test("a name that is not declared is a bug, not a scan", () => {
    const { database } = open();
    const table = { table: "accounts", indexes: shape.indexes, many: shape.manyIndexes, value: "summary" };
    expect(() =>
      find(database.sql, table, scope, { any: [{ colour: "red" }], order: "asc", start: { page: 1 }, perPage: 1 }),
    ).toThrow(/declares no index colour/);
  });

  test("totals are exact to 10,000 and say so beyond", async () => {
    const { adapter } = open();
    for (let round = 0; round < 51; round++) {
      await Promise.all(
        Array.from({ length: 200 }, () =>
          adapter.commit(shape, scope, ids("jrn_"), 0, birth("{}", { status: "open" })),
        ),
      );
    }
    const query: Query = { any: [{ status: "open" }], order: "desc", start: { page: 1 }, perPage: 1 };
    expect(await adapter.find(shape, scope, query)).toMatchObject({ total: 10_000, totalIsExact: false });
    expect(await adapter.find(shape, { tenantId: "tnt_beta" }, query)).toMatchObject({ total: 0, totalIsExact: true });
  });
});
