import { instant, type Instant } from "@omni/kernel";
import { describe, expect, test } from "vitest";
import type { Shape, Write } from "../adapter.ts";
import type { Query } from "../query.ts";
import { adapterOn } from "./adapter.ts";
import { openDatabase } from "./database.ts";

const shape: Shape = {
  name: "accounts",
  aggregate: "account",
  indexes: ["status", "owner", "dueAt"],
  manyIndexes: ["holder"],
  unique: true,
};
const now = instant(1_700_000_000_000);
const scope = { tenantId: "tnt_alpha" };

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
