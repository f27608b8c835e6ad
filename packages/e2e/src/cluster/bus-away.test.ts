import { rounds } from "@omni/testkit/rounds";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { postCrashTemplate } from "../crash/crash-rail.ts";
import { until } from "../kafka/keyed-streams.ts";
import { judge } from "./judge.ts";
import { failuresIn, type LoadClient, longestWaitMs } from "./load-client.ts";
import { loadClients, startLoad } from "./load.ts";
import { readMetric } from "./read-metric.ts";
import { openTestCluster, type TestCluster } from "./open-test-cluster.ts";
import { statusesOf, watchReadiness } from "./readiness-watch.ts";
import { say } from "./say.ts";
import { bringBack, takeAway } from "./take-away.ts";

const seed = Date.now() % 1_000_000;
const awayMs = rounds("busAwaySeconds") * 1_000;
const beforeMs = 5_000;

let given: TestCluster;
beforeAll(async () => {
  given = await openTestCluster();
  await postCrashTemplate(given.rail);
});
afterAll(() => given?.close());

/** Commands that were accepted from one moment to another, per second. */
function paceOf(clients: readonly LoadClient[], from: number, to: number): number {
  const accepted = clients.flatMap(({ tries }) => tries.filter(({ failure }) => failure === undefined));
  return accepted.filter(({ at, ms }) => at + ms >= from && at + ms < to).length / ((to - from) / 1_000);
}

const outboxAge = async (): Promise<number> =>
  Math.max(...(await readMetric(given.cluster, "journey", "omni_outbox_age_seconds")));

test("while the bus is away commands are accepted as before, and their events follow in order when it is back", async () => {
  const clients = loadClients(given, { name: `bus-${seed}`, seed });
  const load = startLoad(clients);
  const readiness = watchReadiness(given.cluster.baseUrl);
  // What the first calls of new processes take longer is no measure.
  await wait(2_000);
  const begun = performance.now();
  await wait(beforeMs);
  const awayAt = performance.now();
  await takeAway(given.cluster, "broker");
  await until(
    "readiness says that events wait",
    () => /"waiting":.*"journey"/.test(readiness.latest()?.body ?? ""),
    awayMs,
  );
  const waitingAt = performance.now();
  await wait(awayAt + awayMs - waitingAt);
  const age = await outboxAge();
  const backAt = performance.now();
  await bringBack(given.cluster, "broker");
  const upAt = performance.now();
  await until("the backlog has gone", async () => (await outboxAge()) < 1);
  const drainedAt = performance.now();
  await until("nothing waits", () => readiness.latest()?.body === '{"status":"ready"}');
  await load.end();
  await readiness.stop();

  const [before, during] = [paceOf(clients, begun, awayAt), paceOf(clients, awayAt, backAt)];
  say(
    `the bus was away for ${Math.round((backAt - awayAt) / 1_000)} s: ${Math.round(before)} commands/s before, ` +
      `${Math.round(during)} meanwhile, longest wait ${Math.round(longestWaitMs(clients))} ms, failed tries: ${failuresIn(clients)}; ` +
      `"waiting" after ${Math.round(waitingAt - awayAt)} ms, outbox age ${age.toFixed(1)} s at the end, ` +
      `drained ${Math.round(drainedAt - upAt)} ms after the broker was up`,
  );
  expect(statusesOf(readiness)).toEqual([200]);
  expect(failuresIn(clients)).toBe("none");
  expect(during).toBeGreaterThan(before / 2);
  expect(age).toBeGreaterThan((awayMs / 1_000) * 0.8);
  const { commands, violations } = await judge(given, clients, seed);
  expect(violations).toEqual([]);
  expect(commands).toBeGreaterThan(200);
});
