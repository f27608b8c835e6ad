import { describe, expect, test } from "vitest";
import type { Shape } from "../adapter.ts";
import type { Condition, Query } from "../query.ts";
import { openDatabase, type Database } from "./database.ts";
import { find } from "./find.ts";
import { orderOf, prepareTables } from "./schema.ts";

const shape: Shape = {
  name: "accounts",
  aggregate: "account",
  indexes: ["status", "owner", "dueAt"],
  manyIndexes: ["holder"],
  unique: true,
};
const table = {
  table: "accounts",
  indexes: shape.indexes,
  many: shape.manyIndexes,
  value: "summary",
  order: orderOf(shape),
};
const scope = { tenantId: "tnt_alpha" };

/** Accounts `0`, `1`…: each second one is open and c1's, the others are frozen and c2's; due in the order of age. */
function open(rows = 0): Database {
  const database = openDatabase({ file: ":memory:", now: () => Date.now() });
  prepareTables(database, [shape]);
  const insert = database.sql(
    "INSERT INTO accounts(tenant, id, sort_at, version, sequence, head, last_at, schema, i_status, i_owner, i_dueAt, summary, state) " +
      "VALUES (?, ?, ?, 1, 0, '', 0, 1, ?, ?, ?, ?, '{}')",
  );
  database.transaction(() => {
    for (let row = 0; row < rows; row++) {
      const [status, owner] = row % 2 === 0 ? ["open", "c1"] : ["frozen", "c2"];
      insert.run(scope.tenantId, String(row).padStart(6, "0"), row, status, owner, row, String(row));
    }
  });
  return database;
}

const queries: Record<string, Query["any"]> = {
  everything: [{}],
  equality: [{ status: "open" }],
  "two equalities": [{ status: "open", owner: "c1" }],
  range: [{ dueAt: { to: 5 } }],
  "equality and range": [{ status: "open", dueAt: { from: 1, to: 5 } }],
  "a time range": [{ at: { from: 1, to: 5 } }],
  "one of several": [{ status: { in: ["open", "frozen"] } }],
  "one of several, narrowed": [{ status: { in: ["open", "frozen"] }, owner: "c2" }],
  "many-valued": [{ holder: "h1" }],
  "many-valued and equality": [{ holder: "h1", status: "open" }],
  "a union": [{ status: "open" }, { status: "frozen", owner: "c1" }],
  "a union with a time range": [
    { status: "open", owner: "c2", at: { from: 7 } },
    { dueAt: { to: 5 }, at: { from: 7 } },
  ],
};

/** What SQLite plans for each statement that a query makes on the table. */
async function plansOf(database: Database, any: readonly Condition[], start: Query["start"]): Promise<string[]> {
  const plans: string[] = [];
  const explain = (text: string) => {
    const plan = database.sql(`EXPLAIN QUERY PLAN ${text}`);
    plans.push(...plan.all(...Array<number>(text.split("?").length - 1).fill(1)).map((row) => String(row["detail"])));
    return database.sql(text);
  };
  await find(explain, table, scope, { any, order: "desc", start, perPage: 20 });
  // Where the turns of a walk end is asked of one row's time, whosever it is.
  return plans.filter((detail) => /\b(accounts|accounts_many|d|m)\b/.test(detail) && detail !== oneRow);
}

const oneRow = "SEARCH accounts USING INTEGER PRIMARY KEY (rowid<?)";

const starts: readonly Query["start"][] = [{ page: 1 }, { page: 3 }, { after: { at: 9, id: "z" } }];

/** SCAN of a sub-select's own few rows is fine; SCAN of a table is not, nor an index that is not cut to the tenant. */
function expectIndexes(plans: readonly string[]): void {
  expect(plans.length).toBeGreaterThan(0);
  expect(plans.filter((detail) => /^SCAN (accounts|accounts_many|d|m)\b/.test(detail))).toEqual([]);
  expect(plans.filter((detail) => detail.startsWith("SEARCH") && !/tenant=\?/.test(detail))).toEqual([]);
}

describe("each query walks an index, by tenant first, and none scans", () => {
  test.each(Object.entries(queries))("with few rows: %s", async (_name, any) => {
    const database = open(20);
    for (const start of starts) expectIndexes(await plansOf(database, any, start));
  });

  test.each(Object.entries(queries))("with many: %s", async (_name, any) => {
    const database = open(9_000);
    for (const start of starts) expectIndexes(await plansOf(database, any, start));
  });
});

describe("filters that each fit many rows", () => {
  const both = [{ status: "open", owner: "c2" }];

  test("are judged on the one index that carries them all, in order, and no row is looked up to be counted", async () => {
    const plans = await plansOf(open(9_000), both, { page: 1 });
    const walked = plans.filter((detail) => detail.includes("accounts_order"));
    expect(walked.filter((detail) => detail.includes("USING COVERING INDEX")).length).toBeGreaterThan(0);
    expect(plans.filter((detail) => detail.includes("TEMP B-TREE"))).toEqual([]);
    // The estimates are on the filters' own indexes, and nothing else is.
    expect(plans.filter((detail) => !detail.includes("accounts_order"))).toEqual([
      expect.stringMatching(/COVERING INDEX accounts_i_status \(tenant=\? AND i_status=\?\)/),
      expect.stringMatching(/COVERING INDEX accounts_i_owner \(tenant=\? AND i_owner=\?\)/),
    ]);
  });

  test("and together none are found out in several turns of the event loop", async () => {
    const database = open(35_000);
    let turns = 0;
    const counting = { running: true };
    const count = () => {
      turns++;
      if (counting.running) setImmediate(count);
    };
    setImmediate(count);
    const found = await find(database.sql, table, scope, { any: both, order: "desc", start: { page: 1 }, perPage: 20 });
    counting.running = false;
    expect(found).toEqual({ items: [], total: 0, totalIsExact: true });
    expect(turns).toBeGreaterThanOrEqual(3);
  });

  test("are answered as on any other index", async () => {
    const database = open(9_000);
    const ask = (any: Query["any"], start: Query["start"]) =>
      find(database.sql, table, scope, { any, order: "desc", start, perPage: 2 });
    const wanted = [{ status: "open", owner: "c1", dueAt: { to: 8_000 } }];
    const page = { total: 4_001, totalIsExact: true };
    expect(await ask(wanted, { page: 1 })).toEqual({
      ...page,
      items: ["8000", "7998"],
      next: { at: 7998, id: "007998" },
    });
    expect((await ask(wanted, { page: 2 })).items).toEqual(["7996", "7994"]);
    expect((await ask(wanted, { page: 2_001 })).items).toEqual(["0"]);
    expect((await ask(wanted, { after: { at: 7998, id: "007998" } })).items).toEqual(["7996", "7994"]);
    // A range on its own would have to be sorted.
    expect((await ask([{ dueAt: { to: 8_000 } }], { page: 1 })).items).toEqual(["8000", "7999"]);
  });
});

test("a name that is not declared is a bug, not a scan", async () => {
  const ask = (any: Query["any"]) =>
    find(open().sql, table, scope, { any, order: "asc", start: { page: 1 }, perPage: 1 });
  await expect(ask([{ colour: "red" }])).rejects.toThrow(/declares no index colour/);
  await expect(ask([{ status: "open" }, { colour: "red" }])).rejects.toThrow(/declares no index colour/);
});

test("totals are exact to 10,000 and say so beyond", async () => {
  const database = open(20_002);
  const ask = (any: Query["any"], tenantId = scope.tenantId) =>
    find(database.sql, table, { tenantId }, { any, order: "desc", start: { page: 1 }, perPage: 1 });
  const more = { total: 10_000, totalIsExact: false };
  for (const any of [[{ status: "open" }], [{ status: "open", owner: "c1" }]]) {
    expect(await ask(any)).toMatchObject({ ...more, items: ["20000"] });
    expect(await ask(any, "tnt_beta")).toMatchObject({ total: 0, totalIsExact: true });
  }
  expect(await ask([{ status: "open", owner: "c1", at: { from: 2 } }])).toMatchObject({
    total: 10_000,
    totalIsExact: true,
  });
});
