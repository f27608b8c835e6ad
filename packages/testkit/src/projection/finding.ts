import type { Position, Query } from "@omni/platform/store";
import fc from "fast-check";
import { expect, test } from "vitest";
import { alpha, beta, event, query, texts, type ProjectionBench } from "./bench.ts";

/** How rows are found: by declared indexes, in the order of (at, id), page by page or by cursor. */
export function projectionFinding(under: () => ProjectionBench): void {
  const find = (more: Partial<Query> = {}) => under().projection().find(alpha, query(more));

  test("rows come in the order of time, then id, in both directions", async () => {
    const { apply } = under().projection();
    await apply([
      event({ aggregate: "b", sequence: 1, at: 20 }),
      event({ aggregate: "a", sequence: 1, at: 20 }),
      event({ aggregate: "c", sequence: 1, at: 10 }),
    ]);
    expect(texts(await find())).toEqual(["c 1 read", "a 1 read", "b 1 read"]);
    expect(texts(await find({ order: "desc" }))).toEqual(["b 1 read", "a 1 read", "c 1 read"]);
  });

  test("a condition narrows by equality, by one of several, by range and by time, both ends included", async () => {
    const { apply } = under().projection();
    await apply([
      event({ sequence: 1, kind: "x", weight: 1 }),
      event({ sequence: 2, kind: "y", weight: 2 }),
      event({ sequence: 3, kind: "z" }),
      event({ sequence: 4, kind: "x", weight: 4, entities: ["customer/2"] }),
    ]);
    const sequences = async (any: Query["any"]) => texts(await find({ any })).map((text) => Number(text.split(" ")[1]));
    expect(await sequences([{ entity: "customer/1" }])).toEqual([1, 2, 3]);
    expect(await sequences([{ kind: { in: ["x", "z"] } }])).toEqual([1, 3, 4]);
    expect(await sequences([{ entity: "customer/1", kind: { in: ["x", "z"] } }])).toEqual([1, 3]);
    expect(await sequences([{ weight: { from: 2 } }])).toEqual([2, 4]);
    expect(await sequences([{ entity: "customer/1", at: { from: 20, to: 30 } }])).toEqual([2, 3]);
    expect(await sequences([{ kind: "x", entity: "customer/1" }, { kind: "z" }])).toEqual([1, 3]);
    expect(await sequences([{}])).toEqual([1, 2, 3, 4]);
    expect(await sequences([{ entity: "customer/9" }])).toEqual([]);
  });

  test("a filter narrows what an index finds, in order, and in the total", async () => {
    const { apply } = under().projection();
    await apply([
      event({ sequence: 1, colour: "red" }),
      event({ sequence: 2, colour: "blue" }),
      event({ sequence: 3 }),
      event({ sequence: 4, colour: "red" }),
      event({ sequence: 5, colour: "red", entities: ["customer/2"] }),
    ]);
    const found = await find({ any: [{ entity: "customer/1", colour: "red" }], perPage: 1, order: "desc" });
    expect([texts(found), found.total]).toEqual([["journey/1 4 read"], 2]);
    const either = { entity: "customer/1", colour: { in: ["red", "blue"] }, at: { from: 20 } };
    expect(texts(await find({ any: [either] }))).toEqual(["journey/1 2 read", "journey/1 4 read"]);
  });

  test("what was not declared, and a filter without an index, is a bug, and throws", async () => {
    await expect(find({ any: [{ flavour: "sweet" }] })).rejects.toThrow(/flavour/);
    await expect(find({ any: [{ colour: "red" }] })).rejects.toThrow(/colour/);
    await expect(find({ any: [{ colour: "red", weight: { from: 1 } }] })).rejects.toThrow(/colour/);
  });

  test("pages and the total cover every row of the tenant once", async () => {
    const { apply } = under().projection();
    await apply(Array.from({ length: 7 }, (_, index) => event({ sequence: index + 1 })));
    await apply([event({ sequence: 1, scope: beta })]);
    const pages = await Promise.all([1, 2, 3, 4].map((page) => find({ perPage: 3, start: { page } })));
    expect(pages.map((found) => found.items.length)).toEqual([3, 3, 1, 0]);
    expect(pages.map((found) => [found.total, found.totalIsExact])).toEqual(pages.map(() => [7, true]));
    expect(pages.map((found) => found.next === undefined)).toEqual([false, false, true, true]);
  });

  test("a walk by cursor returns every row that stood when it began exactly once, whatever is inserted meanwhile", async () => {
    const at = fc.integer({ min: 0, max: 20 });
    const property = fc.asyncProperty(
      fc.array(at, { minLength: 1, maxLength: 15 }),
      fc.array(fc.array(at, { maxLength: 3 }), { maxLength: 8 }),
      fc.constantFrom<Query["order"]>("asc", "desc"),
      fc.integer({ min: 1, max: 4 }),
      (before, during, order, perPage) => walk(under(), { before, during, order, perPage }),
    );
    await fc.assert(property, { numRuns: 30 });
  });
}

interface Walk {
  readonly before: readonly number[];
  /** What is inserted between two pages. */
  readonly during: readonly (readonly number[])[];
  readonly order: Query["order"];
  readonly perPage: number;
}

let walks = 0;

async function walk(bench: ProjectionBench, { before, during, order, perPage }: Walk): Promise<void> {
  const entity = `walk/${walks++}`;
  const { apply, find } = bench.projection();
  const insert = (times: readonly number[], batch: string) =>
    apply(
      times.map((at, index) =>
        event({ aggregate: `${entity}/${batch}/${index}`, sequence: 1, entities: [entity], at }),
      ),
    );
  await insert(before, "before");
  const seen: string[] = [];
  let after: Position | undefined;
  for (let page = 0; page === 0 || after; page++) {
    const start = after ? { after } : { page: 1 };
    const found = await find(alpha, query({ any: [{ entity }], order, perPage, start }));
    seen.push(...texts(found));
    after = found.next;
    await insert(during[page] ?? [], `during ${page}`);
  }
  expect(new Set(seen).size).toBe(seen.length);
  const stood = before.map((_, index) => `${entity}/before/${index} 1 read`);
  expect(seen.filter((text) => text.includes("/before/")).toSorted()).toEqual(stood.toSorted());
}
