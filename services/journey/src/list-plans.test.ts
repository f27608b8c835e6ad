import { idsFrom, instant } from "@omni/kernel";
import { find, findableOf, openDatabase, openSqliteStore } from "@omni/platform/store/sqlite";
import { testClock } from "@omni/testkit/clocks";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { JourneyFilter } from "./domain/journey-filter.ts";
import { journeys, journeysBy } from "./journeys.ts";

// The plans that the engine makes for the list of journeys, on the tables as the service makes them.
const now = instant(Date.UTC(2026, 0, 15));
const folder = mkdtempSync(join(tmpdir(), "omni-plans-"));
const file = join(folder, "journey.sqlite");
const table = findableOf(journeys);

beforeAll(async () => {
  const clock = testClock(now).now;
  const random = (bytes: Uint8Array) => bytes;
  const more = { clock, random, ids: idsFrom(clock, random), sleep: () => Promise.resolve() };
  await openSqliteStore({ file, collections: [journeys], ...more }).close();
});
afterAll(() => rmSync(folder, { recursive: true }));

async function plansOf(filter: JourneyFilter): Promise<readonly string[]> {
  const database = openDatabase({ file, now: () => now });
  const plans: string[] = [];
  const explain = (text: string) => {
    const parameters = Array<number>(text.split("?").length - 1).fill(1);
    const plan = database.sql(`EXPLAIN QUERY PLAN ${text}`).all(...parameters);
    plans.push(...plan.map((row) => String(row["detail"])));
    return database.sql(text);
  };
  const start = { after: { at: 9, id: "z" } };
  await find(explain, table, { tenantId: "tnt_alpha" }, { ...journeysBy(filter, now), start, perPage: 20 });
  database.close();
  // A sub-select's own few rows may be scanned and sorted; the journeys may not.
  return plans.filter((detail) => /\b(journeys|d)\b/.test(detail));
}

const created = { createdFrom: now, createdTo: now };

describe("every filter of the list is answered on an index of the tenant", () => {
  test.each<[string, JourneyFilter]>([
    ["order", {}],
    ["i_status", { status: "assigned" }],
    ["i_templateId", { templateId: "tmpl_1" }],
    ["i_customerId", { customerId: "cus_1" }],
    ["i_assigneeId", { assigneeId: "usr_1" }],
    ["i_priority", { priority: "urgent" }],
    ["order", created],
    ["i_lateness", { overdue: true }],
    ["i_lateness", { overdue: false }],
  ])("%s for %j", async (index, filter) => {
    const plans = await plansOf(filter);
    expect(plans.length).toBeGreaterThan(0);
    expect(plans.some((plan) => plan.includes(`journeys_${index} (tenant=?`))).toBe(true);
    expect(plans.filter((plan) => !plan.startsWith("SEARCH") || !plan.includes("(tenant=?"))).toEqual([]);
  });

  test("and so are all of them together", async () => {
    const all = { status: "created", templateId: "t", customerId: "c", assigneeId: "u", priority: "low" } as const;
    const plans = await plansOf({ ...all, ...created, overdue: true });
    expect(plans.length).toBeGreaterThan(0);
    expect(plans.filter((plan) => !plan.startsWith("SEARCH") || !plan.includes("(tenant=?"))).toEqual([]);
  });
});
