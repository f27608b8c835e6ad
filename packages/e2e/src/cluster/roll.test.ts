import { campaign } from "@omni/testkit/rounds";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { postCrashTemplate } from "../crash/crash-rail.ts";
import { checkRetries, retriesIn } from "./check-retries.ts";
import { judge } from "./judge.ts";
import { longestWaitMs } from "./load-client.ts";
import { loadClients, startLoad } from "./load.ts";
import { openTestCluster, type TestCluster } from "./open-test-cluster.ts";
import { readClient } from "./read-client.ts";
import { say } from "./say.ts";

const { seed, from, to } = campaign("clusterRolls");

let given: TestCluster;
beforeAll(async () => {
  given = await openTestCluster();
  await postCrashTemplate(given.rail);
});
afterAll(() => given?.close());

test("a rolling restart of everything under load: every request succeeds, some after one retry of a reset connection", async () => {
  for (let round = from; round <= to; round++) {
    const before = given.cluster.processes();
    const clients = loadClients(given, {
      name: `roll-${seed}-${round}`,
      seed,
      rest: 12,
      pace: { againMs: 0, pauseMaxMs: 4 },
    });
    const load = startLoad(clients);
    let running = true;
    const paths = ["/journeys?perPage=1", "/timeline?entityType=customer&entityId=ent_nobody", "/users?perPage=1"];
    const readers = [0, 1].map(() => readClient(given.rail.target, { paths, everyMs: 20, again: true }));
    const reading = Promise.all(readers.map((reader) => reader.drive(() => running)));
    await wait(1_000);
    await given.cluster.roll();
    await wait(1_000);
    running = false;
    await reading;
    await load.end();
    const commands = clients.flatMap((client) => client.commands());
    const failed = checkRetries(commands);
    const reads = readers.flatMap(({ ends }) => ends);
    say(
      `roll ${round}: ${commands.length} commands, ${retriesIn(commands)} retried; ${reads.length} reads; ` +
        `longest wait ${Math.round(longestWaitMs(clients))} ms`,
    );
    expect(failed).toEqual([]);
    expect(reads.filter(({ end }) => end !== 200)).toEqual([]);
    const after = given.cluster.processes();
    expect(after.map(({ service }) => service)).toEqual(before.map(({ service }) => service));
    expect(after.filter(({ pid }) => before.some((old) => old.pid === pid))).toEqual([]);
    expect((await judge(given, clients, seed)).violations).toEqual([]);
    for (const client of clients) client.close();
  }
});
