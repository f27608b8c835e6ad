import { campaign } from "@omni/testkit/rounds";
import { existsSync, readdirSync, readlinkSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { checkHistory } from "../crash/check-history.ts";
import { postCrashTemplate } from "../crash/crash-rail.ts";
import { observe } from "../crash/observe.ts";
import { diceOf } from "../crash/seeded.ts";
import { judge } from "./judge.ts";
import { failuresIn, type LoadClient, longestWaitMs } from "./load-client.ts";
import { loadClients, startLoad } from "./load.ts";
import { openTestCluster, type TestCluster } from "./open-test-cluster.ts";
import { say } from "./say.ts";
import { killVictim, lives, pidsOf, services, type Victim, victims } from "./victims.ts";

const { seed, from, to } = campaign("clusterKills");
/** Violations that a failure shows; one cause often has hundreds. */
const shownMax = 10;
/** Five processes in a row that end within 5 s of their start would be a crash loop, at which the cluster gives up. */
const betweenKillsMs = 6_000;

const isServer = (victim: Victim): boolean => victim === "mongod" || victim === "broker";
/** The longest that a client may wait for a command, from its first try to its success. */
const boundMs = (victim: Victim): number => (isServer(victim) ? 6_000 : 2_000);
/** How long the load goes on after the successor is there. */
const afterMs = (victim: Victim): number => (isServer(victim) ? 4_000 : 2_500);

let given: TestCluster;
let failed = false;
/** A client of each round: what it was told must be true at the end of all. */
const early: LoadClient[] = [];
const bornAt = new Map<Victim, number>();
beforeAll(async () => {
  given = await openTestCluster();
  for (const victim of victims) bornAt.set(victim, performance.now());
  await postCrashTemplate(given.rail);
  say(`seed ${seed}, rounds ${from} to ${to} for each victim`);
});
afterAll(() => given?.close(failed ? "keep" : undefined));

async function round(victim: Victim, number: number): Promise<number> {
  const name = `${victim}-${seed}-${number}`;
  const clients = loadClients(given, { name, seed });
  const load = startLoad(clients);
  await wait(Math.max(0, (bornAt.get(victim) ?? 0) + betweenKillsMs - performance.now()));
  await wait(diceOf(seed, name)(500, 1_500));
  const { before, after } = await killVictim(given.cluster, victim);
  bornAt.set(victim, performance.now());
  expect(lives(before), `${victim} ${before} lives`).toBe(false);
  await wait(afterMs(victim));
  await load.end();
  const longest = longestWaitMs(clients);
  const failures = failuresIn(clients);
  const { caughtUpAfterMs, commands, violations } = await judge(given, clients, seed);
  for (const client of clients) client.close();
  say(
    `${victim}, round ${number}: pid ${before} became ${after}; ${commands} commands, tries that failed: ${failures}; ` +
      `longest wait ${Math.round(longest)} ms; the timeline caught up within ${Math.round(caughtUpAfterMs)} ms`,
  );
  const again = `OMNI_TEST_SEED=${seed} OMNI_TEST_ROUND=${number}`;
  expect(violations.slice(0, shownMax), `${victim}, ${again}`).toEqual([]);
  expect(given.topics.all().length, "records that the plain consumer has found").toBeGreaterThanOrEqual(commands);
  given.topics.forget();
  early.push(...clients.slice(0, 1));
  return longest;
}

/** Rounds that may be added for those in which other work on the machine made the clients wait. */
const addedMax = 4;

/** Other work adds to a wait and never takes from it: half of the rounds show what the rail itself makes clients wait. */
function isFastEnough(waits: readonly number[], bound: number): boolean {
  return waits.length > 0 && waits.filter((ms) => ms < bound).length >= waits.length / 2;
}

test.each(victims.map((victim) => [victim, boundMs(victim) / 1_000] as const))(
  "kill -9 of %s under load: nothing acknowledged is lost, nothing is doubled, order is kept, the timeline and the topics are complete, and clients wait less than %i s",
  async (victim) => {
    failed = true;
    const waits: number[] = [];
    const isSlow = () => !isFastEnough(waits, boundMs(victim));
    for (let number = from; number <= to || (isSlow() && number <= to + addedMax); number++) {
      waits.push(await round(victim, number));
    }
    const told = waits.toSorted((left, right) => left - right).map((ms) => Math.round(ms));
    say(`${victim}: longest waits ${told.join(", ")} ms`);
    expect(isSlow(), `most of ${told.join(", ")} ms are over ${boundMs(victim)}`).toBe(false);
    failed = false;
  },
);

test("after all the kills everything of the first is still there", async () => {
  failed = true;
  expect(early.length).toBeGreaterThan(0);
  expect(checkHistory(await observe(given.rail, early)).slice(0, shownMax)).toEqual([]);
  failed = false;
});

/** Files on the disk that a process holds open, but for its own program. */
const filesOf = (pid: number): readonly string[] =>
  readdirSync(`/proc/${pid}/fd`)
    .map((number) => readlinkSync(`/proc/${pid}/fd/${number}`))
    .filter((path) => path.startsWith("/") && !path.startsWith("/dev/"));

test.skipIf(!existsSync("/proc/self/fd"))(
  "no two services share a process, and none holds a file of the data directory",
  () => {
    const pids = services.flatMap((service) => pidsOf(given.cluster, service));
    expect(new Set(pids).size).toBe(services.length);
    const held = pids.flatMap(filesOf).filter((path) => path.startsWith(join(given.cluster.dataDir, "/")));
    expect(held).toEqual([]);
    // The broker's files show that this can see any.
    expect(
      filesOf(given.cluster.broker?.pid() ?? 0).filter((path) => path.startsWith(given.cluster.dataDir)),
    ).not.toEqual([]);
  },
);
