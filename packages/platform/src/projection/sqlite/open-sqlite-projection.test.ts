import { instant } from "@omni/kernel";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openDatabase, type Database } from "../../store/sqlite/database.ts";
import { find } from "../../store/sqlite/find.ts";
import type { Query } from "../../store/query.ts";
import type { Applied, Projection, ProjectionDeclaration } from "../port.ts";
import { driveByIndex } from "../drive-by-index.ts";
import { projectionIn } from "./open-sqlite-projection.ts";
import { findable } from "./tables.ts";

const declaration: ProjectionDeclaration = { name: "entries", indexes: ["entity"], filters: ["kind"] };
const scope = { tenantId: "tnt_alpha" };

let folder: string;
const opened: Projection[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "omni-rows-"));
});
afterEach(async () => {
  for (const projection of opened.splice(0)) await projection.close();
  rmSync(folder, { recursive: true });
});

function openHere(home = folder) {
  let now = 0;
  const file = openDatabase({ file: join(home, "rows.sqlite"), now: () => now });
  const count = { transactions: 0 };
  const database: Database = {
    ...file,
    transaction: (work) => {
      count.transactions += 1;
      return file.transaction(work);
    },
  };
  const projection = projectionIn(database, declaration);
  opened.push(projection);
  return { projection, database, count, later: (milliseconds: number) => void (now += milliseconds) };
}

/** What another process would find if this one died now. */
function afterCrash(): Projection {
  const home = mkdtempSync(join(folder, "crash-"));
  for (const name of ["rows.sqlite", "rows.sqlite-wal"]) cpSync(join(folder, name), join(home, name));
  return openHere(home).projection;
}

const event = (aggregate: string, sequence: number, value = "{}"): Applied => ({
  scope,
  aggregate,
  sequence,
  rows: [{ id: `${aggregate} ${sequence}`, at: instant(sequence), indexes: { entity: "e", kind: "k" }, value }],
});

const all: Query = { any: [{ entity: "e" }], order: "asc", start: { page: 1 }, perPage: 100 };
const countIn = async (projection: Projection) => (await projection.find(scope, all)).total;
const appliedIn = (projection: Projection, aggregate: string) => projection.applied([{ scope, aggregate }]);

test("batches that arrive in one turn of the event loop share one transaction", async () => {
  const { count, projection } = openHere();
  const before = count.transactions;
  await Promise.all(["a", "b", "c"].map((aggregate) => projection.apply([event(aggregate, 1), event(aggregate, 2)])));
  expect(count.transactions - before).toBe(1);
  expect(await countIn(projection)).toBe(6);
});

test("rows and applied become durable together: a crash leaves both or neither", async () => {
  const { projection } = openHere();
  await projection.apply([event("a", 1)]);
  const unanswered = projection.apply([event("a", 2)]);
  const before = afterCrash();
  expect([await countIn(before), await appliedIn(before, "a")]).toEqual([1, [1]]);
  await unanswered;
  const after = afterCrash();
  expect([await countIn(after), await appliedIn(after, "a")]).toEqual([2, [2]]);
});

test("a full disk refuses the batch whole and says so by not being ready; with room it goes on where it was", async () => {
  const { database, later, projection } = openHere();
  await projection.apply([event("a", 1)]);
  const pages = Number(database.sql("PRAGMA page_count").get()?.["page_count"]);
  const limit = (most: number) => database.sql(`PRAGMA max_page_count = ${most}`).get();
  limit(pages + 2);
  const large = [2, 3, 4].map((sequence) => event("a", sequence, "x".repeat(20_000)));
  await expect(projection.apply(large)).rejects.toThrow(/full/);
  expect(projection.ready()).toBe(false);
  expect([await countIn(projection), await appliedIn(projection, "a")]).toEqual([1, [1]]);
  limit(1_000_000);
  expect(projection.ready()).toBe(false);
  later(1_000);
  expect(projection.ready()).toBe(true);
  await projection.apply(large);
  const again = afterCrash();
  expect([await countIn(again), await appliedIn(again, "a")]).toEqual([4, [4]]);
});

test("a query by entity, with filter and time, walks one index in order: no scan, no sorting", async () => {
  const { database } = openHere();
  const plans: string[] = [];
  const explain = (text: string) => {
    const rows = database.sql(`EXPLAIN QUERY PLAN ${text}`).all(...Array.from(text.matchAll(/\?/g), () => 1));
    plans.push(...rows.map((row) => String(row["detail"])));
    return database.sql(text);
  };
  const asked: Query = {
    ...all,
    any: [{ entity: "e", kind: "k", at: { from: 1, to: 2 } }],
    start: { after: { at: 1, id: "a" } },
  };
  for (const order of ["asc", "desc"] as const) {
    await find(explain, findable(declaration), scope, driveByIndex({ ...asked, order }, declaration));
  }
  const tables = plans.filter((plan) => /\bentries\b|\bAS d\b|\bd\b/.test(plan));
  expect(tables.length).toBeGreaterThan(0);
  for (const plan of tables)
    expect(plan).toMatch(/^SEARCH d USING (COVERING )?INDEX entries_i_entity \(tenant=\? AND i_entity=\?/);
  expect(plans.filter((plan) => /TEMP B-TREE/.test(plan))).toEqual([]);
});
