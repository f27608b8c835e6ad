import type { Cluster } from "@omni/rail/cluster";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { postCrashTemplate } from "../crash/crash-rail.ts";
import { until } from "../kafka/keyed-streams.ts";
import { judge } from "./judge.ts";
import { failuresIn, longestWaitMs } from "./load-client.ts";
import { loadClients, startLoad } from "./load.ts";
import { openTestCluster, type TestCluster } from "./open-test-cluster.ts";
import { statusesOf, watchReadiness } from "./readiness-watch.ts";
import { readClient } from "./read-client.ts";
import { say } from "./say.ts";
import { bringBack, takeAway } from "./take-away.ts";

const seed = Date.now() % 1_000_000;
const awayMs = 12_000;
/** A call has 5 s; the rest is what it takes to hear of it on a busy machine. */
const answeredWithinMs = 5_500;

let given: TestCluster;
beforeAll(async () => {
  given = await openTestCluster();
  await postCrashTemplate(given.rail);
});
afterAll(() => given?.close());

interface Away {
  readonly begin: (cluster: Cluster) => Promise<void>;
  readonly end: (cluster: Cluster) => Promise<void>;
}

const pidOfMongod = ({ mongod }: Cluster): number => mongod?.pid() ?? 0;

const ways: Readonly<Record<string, Away>> = {
  "is stopped (SIGSTOP) and answers nothing": {
    begin: async (cluster) => void process.kill(pidOfMongod(cluster), "SIGSTOP"),
    end: async (cluster) => void process.kill(pidOfMongod(cluster), "SIGCONT"),
  },
  "is killed (SIGKILL) and not started again": {
    begin: (cluster) => takeAway(cluster, "mongod"),
    end: (cluster) => bringBack(cluster, "mongod"),
  },
};

test.each(Object.entries(ways))(
  "while MongoDB %s every request is answered in time, 503 with Retry-After or a success; then everything goes on",
  async (name, { begin, end }) => {
    const clients = loadClients(given, { name: `away-${seed}-${name.slice(3, 6)}`, seed });
    const load = startLoad(clients);
    const { target } = given.rail;
    let running = true;
    const readers = [
      "/journeys?perPage=1",
      "/timeline?entityType=customer&entityId=ent_nobody",
      "/users?perPage=1",
    ].map((path) => readClient(target, { paths: [path], everyMs: 100, again: false }));
    const reading = Promise.all(readers.map((reader) => reader.drive(() => running)));
    const readiness = watchReadiness(given.cluster.baseUrl);
    await wait(1_500);
    await begin(given.cluster);
    const awayAt = performance.now();
    await wait(awayMs);
    await end(given.cluster);
    const backAt = performance.now();
    await until("the rail is ready again", () => readiness.latest()?.status === 200, 20_000);
    await wait(2_000);
    running = false;
    await reading;
    await load.end();
    await readiness.stop();

    const reads = readers.flatMap(({ ends }) => ends);
    const tries = clients.flatMap((client) => client.tries);
    const slowest = Math.max(...[...reads, ...tries].map(({ ms }) => ms));
    const [, notReady, ready] = readiness.phases;
    say(
      `MongoDB ${name}: ${tries.length} tries of commands, failed: ${failuresIn(clients)}; ${reads.length} reads, ` +
        `${reads.filter(({ end: status }) => status === 503).length} answered 503; the slowest answer took ${Math.round(slowest)} ms; ` +
        `not ready after ${Math.round((notReady?.at ?? 0) - awayAt)} ms, ready ${Math.round((ready?.at ?? 0) - backAt)} ms after its end; ` +
        `longest wait ${Math.round(longestWaitMs(clients))} ms`,
    );
    expect(statusesOf(readiness)).toEqual([200, 503, 200]);
    expect(reads.filter(({ end: status, retryAfter }) => status !== 200 && !(status === 503 && retryAfter))).toEqual(
      [],
    );
    // Nothing but 503 with Retry-After: no connection was lost, and no call hung until its client gave it up.
    expect(tries.flatMap(({ failure = "503 x" }) => (/^503 [a-z._]+$/.test(failure) ? [] : failure))).toEqual([]);
    expect(slowest).toBeLessThan(answeredWithinMs);
    expect(reads.some(({ end: status }) => status === 503)).toBe(true);
    expect((await judge(given, clients, seed)).violations).toEqual([]);
    for (const client of clients) client.close();
  },
);
