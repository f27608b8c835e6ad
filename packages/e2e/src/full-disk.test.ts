import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type ProcessOptions, startProcess } from "./rail/rail-process.ts";
import { freshId, type JourneyData, newJourney } from "./rest/resources.ts";
import { dataOf, problemOf, type RestAnswer, type RestClient } from "./rest/rest-client.ts";

let data: string;
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), "omni-full-"));
});
afterEach(() => rmSync(data, { recursive: true, force: true }));

// The system refuses to let a file of this process grow beyond 2 MiB: to a database it is a disk that takes no more.
const limited = (): ProcessOptions => ({
  environment: { OMNI_DATA_DIR: data },
  before: ["sh", "-c", 'ulimit -S -f 4096 && exec "$@"', "sh"],
});

const chunk = "x".repeat(10_000);
const large = Object.fromEntries(Array.from({ length: 10 }, (_, index) => [`part${index}`, chunk]));
const create = (app: RestClient, key: string): Promise<RestAnswer> =>
  app.post("/journeys", newJourney({ customerId: "cust_full", context: large }), { "idempotency-key": key });

/** Creates journeys of 100 KB until one is refused; answers the keys of all, the refused one last, and the ids. */
async function fill(
  app: RestClient,
): Promise<{ readonly keys: readonly string[]; readonly ids: readonly string[]; readonly refused: RestAnswer }> {
  const keys: string[] = [];
  const ids: string[] = [];
  while (keys.length < 200) {
    const key = freshId("full-");
    keys.push(key);
    const answer = await create(app, key);
    if (answer.status !== 201) return { keys, ids, refused: answer };
    ids.push(dataOf<JourneyData>(answer, 201).id);
  }
  throw new Error("Two hundred journeys of 100 KB fit into 2 MiB.");
}

const ready = async (baseUrl: string): Promise<number> => (await fetch(`${baseUrl}/readyz`)).status;

test("a disk that takes no more: 503, not ready, reads go on; with room again everything is there, once", async () => {
  const rail = await startProcess(limited());
  const { ids, keys, refused } = await fill(rail.app);
  expect(ids.length).toBeGreaterThan(2);
  expect([refused.status, problemOf(refused).code]).toEqual([503, "store.unavailable"]);
  expect(refused.headers.get("retry-after")).not.toBeNull();
  expect(await ready(rail.baseUrl)).toBe(503);
  for (const id of ids) expect((await rail.app.get(`/journeys/${id}`)).status).toBe(200);
  expect((await rail.end()).code).toBe(0);

  const again = await startProcess({ environment: { OMNI_DATA_DIR: data } });
  expect(await ready(again.baseUrl)).toBe(200);
  const answers = await Promise.all(keys.map((key) => create(again.app, key)));
  expect(answers.map((answer) => dataOf<JourneyData>(answer, 201).id).slice(0, -1)).toEqual(ids);
  const listed = dataOf<readonly JourneyData[]>(await again.app.get("/journeys?customerId=cust_full&perPage=100"), 200);
  expect(listed).toHaveLength(keys.length);
  expect((await again.end()).code).toBe(0);
});

test("with room again the rail goes on by itself", async (context) => {
  if (spawnSync("prlimit", ["--version"]).status !== 0) context.skip("needs prlimit (util-linux)");
  const rail = await startProcess(limited());
  const { keys } = await fill(rail.app);
  spawnSync("prlimit", ["--pid", String(rail.pid), "--fsize=unlimited:unlimited"]);
  await expect.poll(() => ready(rail.baseUrl), { timeout: 5_000 }).toBe(200);
  const answer = await create(rail.app, keys.at(-1) ?? "");
  expect(answer.status).toBe(201);
  const timeline = `/timeline?entityType=customer&entityId=cust_full&perPage=200`;
  await expect.poll(async () => dataOf<readonly unknown[]>(await rail.app.get(timeline), 200).length).toBe(keys.length);
  expect((await rail.end()).code).toBe(0);
});
