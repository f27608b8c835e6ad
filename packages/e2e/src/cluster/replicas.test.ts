import { rounds } from "@omni/testkit/rounds";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { postCrashTemplate } from "../crash/crash-rail.ts";
import { until } from "../kafka/keyed-streams.ts";
import { judge, type Verdict } from "./judge.ts";
import { failuresIn, type LoadClient, longestWaitMs } from "./load-client.ts";
import { loadClients, type LoadOptions, startLoad } from "./load.ts";
import { readMetric } from "./read-metric.ts";
import { openTestCluster, type TestCluster } from "./open-test-cluster.ts";
import { say } from "./say.ts";
import { eventsAnswered } from "./events-answered.ts";
import { bringBack, takeAway } from "./take-away.ts";
import { killVictim, lives, pidsOf, services } from "./victims.ts";

const seed = Date.now() % 1_000_000;
const sleepMs = rounds("replicaSleepSeconds") * 1_000;

let given: TestCluster;
beforeAll(async () => {
  given = await openTestCluster({ environment: { OMNI_REPLICAS: "2" } });
  await postCrashTemplate(given.rail);
});
afterAll(() => given?.close());

const clientsOf = (name: string, more: Partial<LoadOptions> = {}) =>
  loadClients(given, { name: `${name}-${seed}`, seed, ...more });

async function expectNoHarm(clients: readonly LoadClient[], what: string): Promise<Verdict> {
  const verdict = await judge(given, clients, seed);
  for (const client of clients) client.close();
  say(
    `${what}: ${verdict.commands} commands; failed tries: ${failuresIn(clients)}; longest wait ` +
      `${Math.round(longestWaitMs(clients))} ms; the timeline caught up within ${Math.round(verdict.caughtUpAfterMs)} ms`,
  );
  expect(verdict.violations.slice(0, 10), what).toEqual([]);
  expect(verdict.commands).toBeGreaterThan(50);
  return verdict;
}

/** How many calls each process of a service has had, in the order of their names. */
const callsOf = (service: string): Promise<readonly number[]> =>
  readMetric(given.cluster, service, "omni_rpc_requests_total");

test("two processes of each service share its work, and every event is applied once", async () => {
  for (const service of services) expect(new Set(pidsOf(given.cluster, service)).size).toBe(2);
  const all: LoadClient[] = [];
  // Which process a connection leads to is for the system to say: with a few more clients, both have some.
  for (let round = 1; all.length === 0 || (await callsOf("journey")).includes(0); round++) {
    const clients = clientsOf(`shared${round}`);
    all.push(...clients);
    const load = startLoad(clients);
    await wait(3_000);
    await load.end();
  }
  expect(await callsOf("journey")).toHaveLength(2);
  await expectNoHarm(all, `two of each, ${(await callsOf("journey")).join(" and ")} calls of journey`);
});

test("kill -9 of one of two processes of each service under load: nothing is lost, and no event is applied twice", async () => {
  const clients = clientsOf("killed");
  const load = startLoad(clients);
  for (const service of services) {
    await wait(1_500);
    const { before } = await killVictim(given.cluster, service);
    expect(lives(before)).toBe(false);
  }
  await wait(2_500);
  await load.end();
  await expectNoHarm(clients, "one of two of each service killed");
});

/** Stops a process in the middle of whatever it does. */
const freeze = (pid: number) => process.kill(pid, "SIGSTOP");
const thaw = (pid: number) => process.kill(pid, "SIGCONT");

test("what a process has left to relay when it falls asleep is taken over by the other; when it wakes it harms nothing", async () => {
  const clients = clientsOf("left");
  const before = await callsOf("journey");
  await takeAway(given.cluster, "broker");
  const load = startLoad(clients);
  await wait(4_000);
  await load.end();
  const wanted = eventsAnswered(clients);
  const onTopic = () =>
    [...wanted].filter(([id, count]) => given.topics.recordsOf(`${given.tenantId}/${id}`).length >= count).length;
  expect(onTopic()).toBe(0);
  const calls = (await callsOf("journey")).map((count, index) => count - (before[index] ?? 0));
  const sleeper = pidsOf(given.cluster, "journey")[calls.indexOf(Math.max(...calls))] ?? 0;
  freeze(sleeper);
  try {
    await bringBack(given.cluster, "broker");
    const begun = performance.now();
    await until("the other has relayed everything", () => onTopic() === wanted.size);
    say(
      `calls were ${calls.join(" and ")}; ${wanted.size} journeys of which nothing was relayed: all taken over ${Math.round(performance.now() - begun)} ms after the bus was back`,
    );
  } finally {
    thaw(sleeper);
  }
  await wait(3_000);
  await expectNoHarm(clients, "left-over relay work");
});

test(`a relay and a consumer that are stopped for ${sleepMs / 1_000} s in the middle of their work, and wake: nothing is lost, and no event is applied twice`, async () => {
  const clients = clientsOf("sleeps");
  const load = startLoad(clients);
  for (const place of [0, 1]) {
    await wait(1_500);
    const pids = (["journey", "timeline"] as const).map((service) => pidsOf(given.cluster, service)[place] ?? 0);
    pids.forEach(freeze);
    await wait(sleepMs);
    pids.forEach(thaw);
  }
  await wait(2_000);
  await load.end();
  await expectNoHarm(clients, `each journey and each timeline process stopped for ${sleepMs / 1_000} s`);
});
