import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { scrape, sumOf, targetsOf } from "./metrics/scrape.ts";
import { readTopic } from "./outside/topic-records.ts";
import { type ClusterTestRail, startCluster } from "./rail/start-rail.ts";
import {
  createJourney,
  type EntryData,
  freshId,
  type JourneyData,
  newJourney,
  timelinePath,
} from "./rest/resources.ts";
import { dataOf, type RestAnswer, tokenOf } from "./rest/rest-client.ts";

const writes = 24;
/** The gateway's own deadline for a call, and a little. */
const answerMsMax = 7_000;

let rail: ClusterTestRail;
const paused = new Set<number>();
beforeAll(async () => {
  rail = await startCluster({ environment: { OMNI_REPLICAS_TIMELINE: "2" } });
});
afterEach(goOn);
afterAll(() => rail.stop());

function pause(pid: number): void {
  paused.add(pid);
  process.kill(pid, "SIGSTOP");
}

function goOn(): void {
  for (const pid of paused) process.kill(pid, "SIGCONT");
  paused.clear();
}

const read = (entityType: string, id: string, after?: RestAnswer): Promise<RestAnswer> =>
  rail.alpha.app.get(timelinePath(entityType, id), after && { "omni-consistency": tokenOf(after) });

const eventsOf = async (entityType: string, id: string, after?: RestAnswer): Promise<readonly string[]> =>
  dataOf<readonly EntryData[]>(await read(entityType, id, after), 200).map(({ eventType }) => eventType);

/** The processes of the timeline, the one that answers the gateway's calls last. */
async function byCalls(): Promise<readonly number[]> {
  const targets = targetsOf(rail.rail.dataDir).filter(({ service }) => service === "timeline");
  const processes = rail.ground
    .cluster()
    .processes()
    .filter(({ service }) => service === "timeline");
  const calls = { method: "/omni.timeline.v1.TimelineService/GetTimeline" };
  const counts = await Promise.all(
    processes.map(async ({ pid }, place) => {
      const samples = await scrape(targets[place] ?? { address: "" });
      return { pid, calls: sumOf(samples, "omni_rpc_requests_total", calls) ?? 0 };
    }),
  );
  expect(counts).toHaveLength(2);
  return counts.toSorted((left, right) => left.calls - right.calls).map(({ pid }) => pid);
}

test("while one of two timelines stands still, a read that carries a token sees the write; then nothing is lost or doubled", async () => {
  const topic = await readTopic(rail.ground.broker.brokers, "omni.journey.v1");
  // Then each has half of the partitions.
  await expect.poll(() => topic.membersOf("timeline")).toBe(2);
  await topic.close();
  await read("customer", "anybody");
  const [idle = 0] = await byCalls();
  pause(idle);
  const ids = [];
  for (let count = 0; count < writes; count++) {
    const created = await rail.alpha.app.post("/journeys", newJourney());
    const { id } = dataOf<JourneyData>(created, 201);
    expect(await eventsOf("journey", id, created)).toEqual(["journey.created"]);
    ids.push(id);
  }
  goOn();
  for (const id of ids) await expect.poll(() => eventsOf("journey", id)).toEqual(["journey.created"]);
});

test("while all of them stand still the timeline is 503 in time and commands go on; then everything is there once", async () => {
  const customerId = freshId("cust_");
  for (const pid of await byCalls()) pause(pid);
  const created = await rail.alpha.app.post("/journeys", newJourney({ customerId }));
  const begun = performance.now();
  const refused = await read("customer", customerId, created);
  expect(refused.status).toBe(503);
  expect(refused.headers.get("retry-after")).not.toBeNull();
  expect(performance.now() - begun).toBeLessThan(answerMsMax);
  const { id } = await createJourney(rail.alpha.app, { customerId });
  goOn();
  await expect.poll(() => eventsOf("journey", id)).toEqual(["journey.created"]);
  await expect.poll(() => eventsOf("customer", customerId)).toEqual(["journey.created", "journey.created"]);
});
