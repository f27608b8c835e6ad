import { setTimeout as wait } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { type Sample, scrape, sumOf, targetsOf } from "./metrics/scrape.ts";
import { type ClusterTestRail, startCluster } from "./rail/start-rail.ts";
import { createJourney, manualTemplate, passKyc, timelinePath } from "./rest/resources.ts";
import { dataOf } from "./rest/rest-client.ts";

// As a bank's Prometheus sees the rail: it knows the file that lists the ports, and nothing else.
let rail: ClusterTestRail;
beforeAll(async () => {
  rail = await startCluster({ environment: { OMNI_REPLICAS_TIMELINE: "2" } });
});
afterEach(() => rail.delivery.release());
afterAll(() => rail.stop());

const targets = (service: string) => targetsOf(rail.rail.dataDir).filter((target) => target.service === service);

/** All samples of a service's processes. */
async function samplesOf(service: string): Promise<readonly Sample[]> {
  return (await Promise.all(targets(service).map(scrape))).flat();
}
const valueOf = async (service: string, name: string, labels: Readonly<Record<string, string>> = {}) =>
  sumOf(await samplesOf(service), name, labels) ?? Number.NaN;

const pidsOf = (service: string): readonly number[] =>
  rail.ground
    .cluster()
    .processes()
    .filter((one) => one.service === service)
    .map(({ pid }) => pid);

const services = ["access", "gateway", "journey", "timeline"];

test("the list names every process, and each answers", async () => {
  const listed = targetsOf(rail.rail.dataDir).map(({ service }) => service);
  expect(listed.toSorted()).toEqual(["access", "gateway", "journey", "timeline", "timeline"]);
  expect(listed).toHaveLength(rail.ground.cluster().processes().length);
  for (const service of services) expect(await samplesOf(service)).not.toEqual([]);
});

describe("requests are counted by operation and outcome, and timed", () => {
  const operations = [
    ["gateway", "omni_http", "POST /journeys"],
    ["gateway", "omni_http", "POST /journeys/{id}/advance"],
    ["gateway", "omni_http", "POST /templates"],
    ["gateway", "omni_http", "PUT /users/{id}"],
    ["gateway", "omni_http", "GET /timeline"],
    ["access", "omni_rpc", "/omni.access.v1.AccessService/PutUser"],
    ["journey", "omni_rpc", "/omni.journey.v1.JourneyService/CreateJourney"],
    ["journey", "omni_rpc", "/omni.journey.v1.JourneyService/AdvanceJourney"],
    ["journey", "omni_rpc", "/omni.journey.v1.TemplateService/CreateTemplate"],
    ["timeline", "omni_rpc", "/omni.timeline.v1.TimelineService/GetTimeline"],
  ] as const;
  /** What is known of each of them, and of one refusal. */
  const look = async () => {
    const samples = new Map<string, readonly Sample[]>();
    for (const service of services) samples.set(service, await samplesOf(service));
    const count = (service: string, name: string, labels: Readonly<Record<string, string>>): number =>
      sumOf(samples.get(service) ?? [], name, labels) ?? 0;
    const refused = { code: "journey.step_already_completed" };
    return {
      taken: operations.map(([service, prefix, method]) => [
        method,
        count(service, `${prefix}_requests_total`, { method, code: "ok" }),
        count(service, `${prefix}_duration_seconds_count`, { method }),
        count(service, `${prefix}_duration_seconds_bucket`, { method, le: "+Inf" }),
      ]),
      refused: [
        count("gateway", "omni_http_requests_total", refused),
        count("journey", "omni_rpc_requests_total", refused),
      ],
    };
  };

  test("by the gateway, and by the service behind it", async () => {
    const before = await look();
    const { admin, app } = rail.alpha;
    const { id } = await createJourney(app);
    dataOf(await passKyc(app, id), 200);
    expect((await passKyc(app, id)).status).toBe(409);
    dataOf(await app.post("/templates", manualTemplate(1)), 201);
    dataOf(await admin.put("/users/usr_metrics", { displayName: "Metrics" }), 200);
    dataOf(await app.get(timelinePath("journey", id)), 200);
    const after = await look();
    // The refused advance is timed as well.
    const timed = (method: string): number => (/advance/i.test(method) ? 2 : 1);
    expect(after.taken).toEqual(
      before.taken.map(([method = "", ok, count, bucket]) => [
        method,
        Number(ok) + 1,
        Number(count) + timed(String(method)),
        Number(bucket) + timed(String(method)),
      ]),
    );
    expect(after.refused).toEqual(before.refused.map((count) => count + 1));
  });
});

test("the age of the oldest event that waits rises while the bus is away, and falls when it is back", async () => {
  const age = () => valueOf("journey", "omni_outbox_age_seconds", { service: "journey" });
  await expect.poll(age).toBe(0);
  rail.delivery.hold();
  await createJourney(rail.alpha.app);
  await expect.poll(age).toBeGreaterThan(1);
  rail.delivery.release();
  await expect.poll(age).toBe(0);
  expect(await valueOf("access", "omni_outbox_age_seconds", { service: "access" })).toBe(0);
});

test("the lag of a group rises by topic while its store is away, and its dead letters are counted", async () => {
  const journeys = { group: "timeline", topic: "omni.journey.v1" };
  const users = { ...journeys, topic: "omni.access.v1" };
  // Each process tells of the whole group: any will do.
  const lag = async (at: Readonly<Record<string, string>>): Promise<number> => {
    const [first] = targets("timeline");
    return sumOf(first ? await scrape(first) : [], "omni_bus_lag_messages", at) ?? Number.NaN;
  };
  const buried = (at: Readonly<Record<string, string>>) => valueOf("timeline", "omni_bus_dead_letters_total", at);
  await expect.poll(() => lag(journeys)).toBe(0);
  const before = await buried(journeys);
  expect([await buried(users), await lag(users)]).toEqual([0, 0]);
  const store = rail.ground.mongod.pid() ?? 0;
  process.kill(store, "SIGSTOP");
  const letters = [rail.alpha.bury(), rail.beta.bury(), rail.alpha.bury()];
  await expect.poll(() => lag(journeys)).toBe(letters.length);
  process.kill(store, "SIGCONT");
  await Promise.all(letters);
  await expect.poll(() => lag(journeys)).toBe(0);
  await expect.poll(() => buried(journeys)).toBe(before + letters.length);
  expect(await buried(users)).toBe(0);
});

test("a process that held its event loop up says so, once", async () => {
  const heldMs = 400;
  for (const service of services) {
    const [pid = 0] = pidsOf(service);
    const [target] = targets(service);
    const delay = async (): Promise<number> =>
      sumOf(target ? await scrape(target) : [], "omni_event_loop_delay_max_seconds") ?? Number.NaN;
    await delay();
    // Node's histogram counts from its second turn after a look on.
    await wait(50);
    process.kill(pid, "SIGSTOP");
    await wait(heldMs);
    process.kill(pid, "SIGCONT");
    await expect.poll(delay, { interval: 100 }).toBeGreaterThan(heldMs / 1_000 - 0.1);
    await expect.poll(delay, { interval: 100 }).toBeLessThan(heldMs / 1_000 - 0.1);
    for (const name of ["p50", "p99"])
      expect(await valueOf(service, `omni_event_loop_delay_${name}_seconds`)).not.toBeNaN();
  }
});

test("a member that comes or goes is a rebalance of its group, and the list follows the processes", async () => {
  const [first] = targets("timeline");
  const rebalances = async (): Promise<number> =>
    sumOf(first ? await scrape(first) : [], "omni_bus_rebalances_total", { group: "timeline" }) ?? Number.NaN;
  const before = await rebalances();
  const [, second = 0] = pidsOf("timeline");
  const listed = targets("timeline");
  process.kill(second, "SIGTERM");
  await expect.poll(rebalances).toBeGreaterThan(before);
  await expect.poll(() => targets("timeline")).toHaveLength(2);
  expect(targets("timeline")).not.toEqual(listed);
  for (const target of targets("timeline")) expect(await scrape(target)).not.toEqual([]);
});
