import { instant } from "@omni/kernel";
import { randomUUID } from "node:crypto";
import { expect, inject, onTestFinished, test } from "vitest";
import { silentLog } from "../../log/index.ts";
import { connect } from "../../store/mongo/connection.ts";
import type { Condition, Query } from "../../store/query.ts";
import type { Applied, ProjectionDeclaration } from "../port.ts";
import { openMongoProjection } from "./index.ts";

const declaration: ProjectionDeclaration = { name: "entries", indexes: ["entity", "kind"], filters: ["colour"] };
const scope = { tenantId: "tnt_alpha" };

async function bench() {
  const place = { url: inject("mongodbUrl"), database: `omni_test_${randomUUID().slice(0, 8)}`, log: silentLog };
  const own = await connect(place);
  const projection = await openMongoProjection({ ...place, declaration, migrates: true });
  onTestFinished(async () => {
    await projection.close();
    await own.mongoose.dropDatabase();
    await own.close();
  });
  return { projection, raw: own.mongoose };
}

const event = (sequence: number, colour: string, more: Partial<Applied> = {}): Applied => ({
  scope,
  aggregate: "journey/1",
  sequence,
  rows: [
    {
      id: `${sequence}`,
      at: instant(sequence),
      indexes: { entity: "customer/1", kind: "x", colour },
      value: `"${sequence}"`,
    },
  ],
  ...more,
});

const asked: readonly (readonly Condition[])[] = [
  [{}],
  [{ entity: "customer/1" }],
  [{ entity: "customer/1", kind: "x" }],
  [{ entity: "customer/1", colour: "red", at: { from: 1 } }],
  [{ kind: { in: ["x", "y"] } }],
  [{ kind: { from: "a" } }],
  [{ entity: "customer/1" }, { kind: "z" }],
];

interface Profiled {
  readonly op: string;
  readonly planSummary?: string;
  readonly docsExamined?: number;
}

test("every operation on a projection's collections walks an index, by tenant first, and none scans", async () => {
  const { projection, raw } = await bench();
  await raw.db?.command({ profile: 2 });
  await projection.apply([event(1, "red"), event(2, "blue", { gap: true }), event(3, "red")]);
  await projection.apply([event(2, "blue"), event(4, "red")]);
  await projection.applied([{ scope, aggregate: "journey/1" }]);
  for (const any of asked) {
    for (const order of ["asc", "desc"] as const) {
      await projection.find(scope, { any, order, start: { page: 1 }, perPage: 2 });
      await projection.find(scope, { any, order, start: { after: { at: 2, id: "2" } }, perPage: 2 });
    }
  }
  await raw.db?.command({ profile: 0 });
  const ns = { $in: ["entries", "entries_applied", "entries_gaps"].map((name) => `${raw.name}.${name}`) };
  const seen = await raw
    .collection<Profiled>("system.profile")
    .find({ ns, op: { $ne: "insert" } })
    .toArray();
  expect(seen.length).toBeGreaterThan(40);
  const allowed = /^(IDHACK|IXSCAN \{ _id: 1 \}|IXSCAN \{ tenant: 1, .*\}|COUNT_SCAN .*)$/;
  const plans = seen.flatMap(({ planSummary = "" }) => planSummary.split(/, (?=[A-Z]+ )/));
  expect(plans.filter((plan) => !allowed.test(plan))).toEqual([]);
});

test("a filter narrows by index entries alone: no row is read that is not shown", async () => {
  const { projection, raw } = await bench();
  await projection.apply(
    Array.from({ length: 100 }, (_, index) => event(index + 1, index % 20 === 0 ? "red" : "blue")),
  );
  const query: Query = {
    any: [{ entity: "customer/1", colour: "red" }],
    order: "desc",
    start: { page: 1 },
    perPage: 3,
  };
  await raw.db?.command({ profile: 2 });
  const found = await projection.find(scope, query);
  await raw.db?.command({ profile: 0 });
  expect([found.items, found.total]).toEqual([['"81"', '"61"', '"41"'], 5]);
  const seen = await raw
    .collection<Profiled>("system.profile")
    .find({ ns: `${raw.name}.entries` })
    .toArray();
  // The count reads none; the page reads one more, to know whether there is another.
  const read = seen.map(({ docsExamined = 0 }) => docsExamined).toSorted((left, right) => left - right);
  expect(read).toEqual([0, 4]);
});
