import fc from "fast-check";
import { expect, test } from "vitest";
import type { Shape } from "../adapter.ts";
import type { Condition, Query } from "../query.ts";
import { openDatabase, type Database } from "./database.ts";
import { orderOf, prepareTables } from "./schema.ts";
import { walk } from "./walk.ts";

const shape: Shape = {
  name: "accounts",
  aggregate: "account",
  indexes: ["status", "balance"],
  manyIndexes: [],
  unique: false,
};
const table = { table: "accounts", indexes: shape.indexes, many: [], value: "summary", order: orderOf(shape) };
const scope = { tenantId: "tnt_alpha" };

interface Row {
  readonly id: string;
  readonly at: number;
  readonly status: string;
  readonly balance: number;
}

function open(rows: readonly Row[]): Database {
  const database = openDatabase({ file: ":memory:", now: () => 0 });
  prepareTables(database, [shape]);
  const insert = database.sql(
    "INSERT INTO accounts(tenant, id, sort_at, version, sequence, head, last_at, schema, i_status, i_balance, summary, state) " +
      "VALUES (?, ?, ?, 1, 0, '', 0, 1, ?, ?, ?, '{}')",
  );
  database.transaction(() => {
    for (const { id, at, status, balance } of rows) insert.run(scope.tenantId, id, at, status, balance, id);
    insert.run("tnt_beta", "x", 3, "open", 1, "foreign");
  });
  return database;
}

const rows = fc
  .array(
    fc.record({
      at: fc.integer({ min: 1, max: 4 }),
      status: fc.constantFrom("open", "frozen"),
      balance: fc.integer({ min: 0, max: 3 }),
    }),
    { maxLength: 25 },
  )
  .map((all) => all.map((row, index) => ({ ...row, id: `a${index}` })));

const range = fc.record(
  { from: fc.integer({ min: 0, max: 4 }), to: fc.integer({ min: 0, max: 4 }) },
  { requiredKeys: [] },
);
const condition: fc.Arbitrary<Condition> = fc.record(
  {
    status: fc.oneof(fc.constantFrom("open", "frozen"), fc.constant({ in: ["frozen", "open"] })),
    balance: fc.oneof(fc.integer({ min: 0, max: 3 }), range),
    at: fc.oneof(range, fc.integer({ min: 1, max: 4 })),
  },
  { requiredKeys: [] },
);

const holds = (row: Row, asked: Condition): boolean =>
  Object.entries(asked).every(([name, match]) => {
    const value = name === "at" ? row.at : name === "status" ? row.status : row.balance;
    if (typeof match !== "object") return value === match;
    if ("in" in match) return match.in.includes(value);
    return (match.from === undefined || value >= match.from) && (match.to === undefined || value <= match.to);
  });

test("a walk answers as a plain filter and sort would, by page and by cursor, however short its turns are", async () => {
  const start = fc.oneof(
    fc.record({ page: fc.integer({ min: 1, max: 5 }) }),
    fc.record({ after: fc.record({ at: fc.integer({ min: 0, max: 5 }), id: fc.constantFrom("a", "a1", "a12", "b") }) }),
  );
  await fc.assert(
    fc.asyncProperty(
      rows,
      fc.array(condition, { minLength: 1, maxLength: 3 }),
      fc.constantFrom("asc", "desc"),
      start,
      fc.integer({ min: 1, max: 6 }),
      fc.integer({ min: 1, max: 9 }),
      async (all, any, order, from, perPage, entriesPerTurn) => {
        const query: Query = { any, order, start: from, perPage };
        const matching = all.filter((row) => any.some((one) => holds(row, one))).toSorted(by(order));
        const offset = "page" in from ? (from.page - 1) * perPage : 0;
        const reachable =
          "page" in from ? matching.slice(offset) : matching.filter((row) => by(order)(from.after, row) < 0);
        const page = reachable.slice(0, perPage);
        const last = page.at(-1);
        const database = open(all);
        expect(await walk(database.sql, table, scope, query, entriesPerTurn)).toEqual({
          items: page.map(({ id }) => id),
          total: matching.length,
          totalIsExact: true,
          ...(reachable.length > perPage && last ? { next: { at: last.at, id: last.id } } : {}),
        });
        database.close();
      },
    ),
    { numRuns: 500 },
  );
});

type Place = Pick<Row, "at" | "id">;
const by = (order: Query["order"]) => (left: Place, right: Place) =>
  (order === "asc" ? 1 : -1) * (left.at - right.at || (left.id < right.id ? -1 : left.id > right.id ? 1 : 0));

test("a row that moves from one condition to another between two turns is found exactly once", async () => {
  const all = Array.from({ length: 40 }, (_, index) => ({ id: `a${index}`, at: index, status: "open", balance: 0 }));
  const database = open(all);
  const flip = database.sql("UPDATE accounts SET i_status = CASE i_status WHEN 'open' THEN 'frozen' ELSE 'open' END");
  const moving = { running: true, times: 0 };
  const move = () => {
    flip.run();
    moving.times++;
    if (moving.running) setImmediate(move);
  };
  setImmediate(move);
  const any = [{ status: "open" }, { status: "frozen" }];
  const found = await walk(database.sql, table, scope, { any, order: "asc", start: { page: 1 }, perPage: 50 }, 3);
  moving.running = false;
  expect(found).toEqual({ items: all.map(({ id }) => id), total: 40, totalIsExact: true });
  expect(moving.times).toBeGreaterThan(5);
});

test("what lies before a cursor is counted up to 10,000 and then passed over, its own millisecond not", async () => {
  const all = Array.from({ length: 30_000 }, (_, index) => ({
    id: `a${String(index).padStart(5, "0")}`,
    at: Math.floor(index / 4),
    status: "open",
    balance: 0,
  }));
  const database = open(all);
  let statements = 0;
  const counting = (text: string) => (statements++, database.sql(text));
  const start = { after: { at: 7_497, id: "a29989" } };
  const query: Query = { any: [{ status: "open", balance: 0 }], order: "asc", start, perPage: 5 };
  const found = await walk(counting, table, scope, query, 1_000);
  expect(found).toMatchObject({ items: ["a29990", "a29991", "a29992", "a29993", "a29994"], total: 10_000 });
  expect(statements).toBeLessThan(45);
});
