import { campaign } from "@omni/testkit/rounds";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { walkByCursor, walkByPage, whileWriting } from "./lists/walk.ts";
import { startRail, type TestRail } from "./rail/start-rail.ts";
import {
  createJourney,
  freshId,
  type JourneyData,
  type Listed,
  manualTemplate,
  newJourney,
  passKyc,
  timelinePath,
} from "./rest/resources.ts";
import { bodyOf, dataOf, problemOf, type RestClient, tokenOf } from "./rest/rest-client.ts";

const writers = 20;

let rail: TestRail;
let app: RestClient;
beforeAll(async () => {
  rail = await startRail();
  ({ app } = rail.alpha);
});
afterAll(() => rail.stop());

async function createMany(count: number, fields: Readonly<Record<string, unknown>>): Promise<readonly JourneyData[]> {
  const made = [];
  // One after the other and never two in one millisecond (those come by their ids), so that their order is known.
  for (let index = 0; index < count; index++) {
    made.push(await createJourney(app, fields));
    await sleep(2);
  }
  return made;
}

describe(`while ${writers} writers create`, () => {
  test("a walk by cursor shows every journey that was there exactly once, newest first", async () => {
    const { from, to } = campaign("lists");
    for (let round = from; round <= to; round++) {
      const customerId = freshId("cust_");
      const path = `/journeys?customerId=${customerId}`;
      const before = (await createMany(30, { customerId })).map(({ id }) => id).toReversed();
      const seen = await whileWriting(
        writers,
        () => createJourney(app, { customerId }),
        () => walkByCursor(app, path, 7),
      );
      const old = new Set(before);
      expect(seen.filter((id) => old.has(id))).toEqual(before);
      expect(new Set(seen).size).toBe(seen.length);
    }
  });

  test("a walk over a status shows what keeps it exactly once, though others lose it meanwhile", async () => {
    const customerId = freshId("cust_");
    const made = await createMany(60, { customerId });
    const moving = made.filter((_, index) => index % 3 === 0).map(({ id }) => id);
    const left = [...moving];
    const move = async (): Promise<unknown> => {
      const id = left.pop();
      return id === undefined ? createJourney(app, { customerId }) : passKyc(app, id);
    };
    const path = `/journeys?customerId=${customerId}&status=created`;
    const seen = await whileWriting(writers, move, () => walkByCursor(app, path, 7));
    const kept = made.map(({ id }) => id).filter((id) => !moving.includes(id));
    const old = new Set(kept);
    expect(seen.filter((id) => old.has(id))).toEqual(kept.toReversed());
    expect(new Set(seen).size).toBe(seen.length);
  });

  test("a walk by page over a closed range is as exact", async () => {
    const customerId = freshId("cust_");
    const made = await createMany(30, { customerId });
    const until = made.at(-1)?.createdAt ?? "";
    await new Promise((resolve) => setTimeout(resolve, 2));
    const path = `/journeys?customerId=${customerId}&createdTo=${until}`;
    const seen = await whileWriting(
      writers,
      () => createJourney(app, { customerId }),
      () => walkByPage(app, path, 7),
    );
    expect(seen).toEqual(made.map(({ id }) => id).toReversed());
  });

  test("a walk through a timeline shows every entry that was there exactly once, oldest first", async () => {
    const customerId = freshId("cust_");
    await createMany(30, { customerId });
    const last = await app.post("/journeys", newJourney({ customerId }));
    const path = timelinePath("customer", customerId);
    await app.get(path, { "omni-consistency": tokenOf(last) });
    await expect.poll(async () => bodyOf<Listed<unknown>>(await app.get(path)).pagination.total).toBe(31);
    const before = await walkByCursor(app, path, 200);
    for (const order of ["asc", "desc"]) {
      // Oldest first, the writers lengthen the list at the end to which the walk goes: it would never get there.
      const most = order === "asc" ? before.length * 2 : Number.POSITIVE_INFINITY;
      const walk = () => walkByCursor(app, `${path}&order=${order}`, 7, most);
      const seen = await whileWriting(writers, () => createJourney(app, { customerId }), walk);
      const old = new Set(before);
      expect(seen.filter((id) => old.has(id))).toEqual(order === "asc" ? before : before.toReversed());
      expect(new Set(seen).size).toBe(seen.length);
    }
  });
});

describe("the bounds of a page", () => {
  const paths = ["/journeys", "/templates", "/users", timelinePath("customer", "c")];
  const withQuery = (path: string, more: string): string => `${path}${path.includes("?") ? "&" : "?"}${more}`;

  test.each([
    ["perPage=0", "?perPage"],
    ["perPage=201", "?perPage"],
    ["perPage=-1", "?perPage"],
    ["perPage=1.5", "?perPage"],
    ["perPage=1e1", "?perPage"],
    ["perPage=", "?perPage"],
    ["perPage=5&perPage=6", "?perPage"],
    ["page=0", "?page"],
    ["page=99999999999999999999", "?page"],
    ["page=x", "?page"],
    ["limit=5", "?limit"],
  ])("%s is refused by every list, with a pointer", async (query, pointer) => {
    for (const path of paths) {
      const refused = await app.get(withQuery(path, query));
      expect([path, refused.status, problemOf(refused).errors?.[0]?.pointer]).toEqual([path, 400, pointer]);
    }
  });

  test("a page that lies too deep is refused with the way on, and the last one that does not is answered", async () => {
    for (const path of paths) {
      const refused = await app.get(withQuery(path, "page=101&perPage=100"));
      expect([refused.status, problemOf(refused).code]).toEqual([400, "pagination.too_deep"]);
      expect(problemOf(refused).detail).toContain("cursor");
      expect((await app.get(withQuery(path, "page=100&perPage=100"))).status).toBe(200);
    }
  });

  test("a cursor belongs to its list and its filters, and takes no page beside it", async () => {
    const customerId = freshId("cust_");
    await createMany(3, { customerId });
    const path = `/journeys?customerId=${customerId}&perPage=2`;
    const { pagination } = bodyOf<Listed<unknown>>(await app.get(path));
    const cursor = pagination.nextCursor ?? "";
    expect(pagination).toMatchObject({ page: 1, perPage: 2, total: 3, totalIsExact: true });
    expect((await app.get(`${path}&cursor=${cursor}`)).status).toBe(200);
    expect(problemOf(await app.get(`${path}&cursor=${cursor}&page=2`)).status).toBe(400);
    const misused = [
      `/journeys?cursor=${cursor}`,
      `/templates?cursor=${cursor}`,
      `/journeys?customerId=other&cursor=${cursor}`,
    ];
    for (const other of [...misused, `${path}&cursor=${cursor.slice(1)}`, `${path}&cursor=x`]) {
      const refused = await app.get(other);
      expect([refused.status, problemOf(refused).code]).toEqual([400, "pagination.cursor_invalid"]);
    }
  });

  test("a page behind the end is empty, and says how many there are", async () => {
    const customerId = freshId("cust_");
    await createMany(3, { customerId });
    const { data, pagination } = bodyOf<Listed<unknown>>(
      await app.get(`/journeys?customerId=${customerId}&page=7&perPage=2`),
    );
    expect([data, pagination.total, pagination.nextCursor]).toEqual([[], 3, undefined]);
  });

  test("a list leaves out what is large", async () => {
    const customerId = freshId("cust_");
    await createMany(1, { customerId, context: { much: "x".repeat(1000) } });
    const [listed] = dataOf<readonly object[]>(await app.get(`/journeys?customerId=${customerId}`), 200);
    expect(listed).not.toHaveProperty("context");
    expect(listed).not.toHaveProperty("steps");
    dataOf(await app.post("/templates", manualTemplate(2)), 201);
    expect(dataOf<readonly object[]>(await app.get("/templates"), 200)[0]).not.toHaveProperty("steps");
  });
});
