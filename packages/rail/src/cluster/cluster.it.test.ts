import { createConnection } from "node:net";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Cluster, openCluster } from "../cluster.ts";
import { openEmbeddedRail } from "../embedded.ts";
import { type ServiceName, serviceNames } from "./service-names.ts";
import { isAlive } from "./testing/child-behaviour.ts";

let directory: string;
let cluster: Cluster;
let log = "";

const open = (more: Readonly<Record<string, string>> = {}): Promise<Cluster> =>
  openCluster({
    environment: { OMNI_DATA_DIR: directory, OMNI_PORT: "0", ...more },
    write: (text) => void (log += text),
  });

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), "omni-cluster-"));
  cluster = await open();
});
afterAll(async () => {
  await cluster.stop();
  rmSync(directory, { recursive: true });
});

let requests = 0;

/** Creates a journey; sends it again under the same key while nobody answers. Answers the status, and how often it was sent. */
async function createJourney(rail: Cluster): Promise<{ readonly status: number; readonly sent: number }> {
  const key = `request-${process.pid}-${requests++}`;
  const request = {
    method: "POST",
    headers: {
      authorization: `Bearer ${rail.tenants[0]?.appKey}`,
      "content-type": "application/json",
      "idempotency-key": key,
    },
    body: JSON.stringify({ templateId: "tmpl_onboarding_sme", customerId: "ent_customer_456", channel: "web" }),
  };
  for (let sent = 1; ; sent++) {
    try {
      const answer = await fetch(`${rail.baseUrl}/api/v1/omni/journeys`, request);
      await answer.text();
      return { status: answer.status, sent };
    } catch (error) {
      if (sent > 100) throw error;
      await wait(50);
    }
  }
}

const statusOf = async (rail: Cluster): Promise<number> => (await createJourney(rail)).status;

const pidOf = (service: ServiceName): number => cluster.processes().find((one) => one.service === service)?.pid ?? 0;
const allPids = (rail: Cluster): readonly number[] => [
  ...rail.processes().map(({ pid }) => pid),
  ...[rail.mongod, rail.broker].flatMap((server) => server?.pid() ?? []),
];

test("a cluster is a process per service, with everything that a development system needs in its files", async () => {
  expect(cluster.processes().map(({ service }) => service)).toEqual(serviceNames);
  expect(allPids(cluster).every(isAlive)).toBe(true);
  const { credentialsFile = "" } = cluster;
  expect(statSync(credentialsFile).mode & 0o777).toBe(0o600);
  const { baseUrl, grpc, kafka, mongodb, tenants } = cluster;
  expect(JSON.parse(readFileSync(credentialsFile, "utf8"))).toEqual({ baseUrl, grpc, kafka, mongodb, tenants });
  expect(tenants.map(({ tenantId }) => tenantId)).toEqual(["tnt_alpha", "tnt_beta"]);
  expect(await statusOf(cluster)).toBe(201);
});

test("every process stands in Prometheus' list with its metrics", async () => {
  const targets = JSON.parse(readFileSync(join(directory, "metrics-targets.json"), "utf8")) as {
    targets: string[];
    labels: { service: string };
  }[];
  expect(targets.map(({ labels }) => labels.service)).toEqual(serviceNames);
  for (const { targets: addresses } of targets) {
    const metrics = await fetch(`http://${addresses[0]}/metrics`);
    expect([metrics.status, (await metrics.text()).includes("# HELP")]).toEqual([200, true]);
  }
});

test("another rail on the same data is refused, of either kind, and this one goes on", async () => {
  await expect(open()).rejects.toThrow(/is in use by another process\. Stop the other instance, or choose another/);
  const environment = { OMNI_DATA_DIR: directory, OMNI_PORT: "0" };
  await expect(openEmbeddedRail({ environment })).rejects.toThrow(/is in use by another process/);
  expect(await statusOf(cluster)).toBe(201);
});

test("a port on which this cluster listens is refused to another one, though processes of one cluster share it", async () => {
  const other = mkdtempSync(join(tmpdir(), "omni-other-"));
  const port = new URL(cluster.baseUrl).port;
  await expect(open({ OMNI_DATA_DIR: other, OMNI_PORT: port })).rejects.toThrow(/^Port \d+ on 127\.0\.0\.1 is in use/);
  rmSync(other, { recursive: true });
});

describe("kill -9 of", () => {
  test.each(serviceNames)("%s: it comes back on the same port, and requests are answered", async (service) => {
    const pid = pidOf(service);
    process.kill(pid, "SIGKILL");
    await expect.poll(() => isAlive(pid)).toBe(false);
    await expect.poll(() => log, { interval: 20 }).toMatch(new RegExp(`restarted\\. component=${service} `));
    expect(pidOf(service)).not.toBe(pid);
    await expect.poll(() => statusOf(cluster), { interval: 50 }).toBe(201);
  });

  test.each(["mongod", "broker"] as const)("%s: it comes back on the same port and data", async (name) => {
    const server = cluster[name];
    const pid = server?.pid() ?? 0;
    process.kill(pid, "SIGKILL");
    await expect.poll(() => server?.pid() ?? pid, { interval: 20 }).not.toBe(pid);
    await expect.poll(() => statusOf(cluster), { interval: 50 }).toBe(201);
    const { hostname, port } = new URL(name === "mongod" ? cluster.mongodb : `tcp://${cluster.kafka}`);
    await expect.poll(() => connects(hostname, Number(port)), { interval: 50 }).toBe(true);
  });
});

const connects = (host: string, port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = createConnection(port, host);
    socket.once("connect", () => (socket.destroy(), resolve(true)));
    socket.once("error", () => resolve(false));
  });

test("a rolling restart under load replaces every process, and no request fails after one repetition", async () => {
  const before = cluster.processes().map(({ pid }) => pid);
  const answers: { readonly status: number; readonly sent: number }[] = [];
  const rolling = { over: false };
  const clients = [1, 2, 3, 4].map(async () => {
    while (!rolling.over) answers.push(await createJourney(cluster));
  });
  await cluster.roll();
  rolling.over = true;
  await Promise.all(clients);
  expect(answers.length).toBeGreaterThan(10);
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
  expect(Math.max(...answers.map(({ sent }) => sent))).toBeLessThanOrEqual(2);
  const after = cluster.processes();
  expect(after.map(({ service }) => service)).toEqual(serviceNames);
  expect(after.filter(({ pid }) => before.includes(pid))).toEqual([]);
  expect(before.some(isAlive)).toBe(false);
});

test("one roll at a time", async () => {
  const rolling = cluster.roll();
  await expect(cluster.roll()).rejects.toThrow("A rolling restart is going on already.");
  await rolling;
});

test("stopped, it leaves no process; started again, it has the same data and keys", async () => {
  const { tenants } = cluster;
  const pids = allPids(cluster);
  const begun = performance.now();
  await Promise.all([cluster.stop(), cluster.stop()]);
  expect(performance.now() - begun).toBeLessThan(15_000);
  expect(pids.filter(isAlive)).toEqual([]);
  expect(JSON.parse(readFileSync(join(directory, "metrics-targets.json"), "utf8"))).toEqual([]);
  cluster = await open({ OMNI_REPLICAS_GATEWAY: "2" });
  expect(cluster.tenants).toEqual(tenants);
  expect(cluster.processes().map(({ service }) => service)).toEqual([...serviceNames, "gateway"]);
  const listed = await fetch(`${cluster.baseUrl}/api/v1/omni/journeys?customerId=ent_customer_456`, {
    headers: { authorization: `Bearer ${tenants[0]?.appKey}` },
  });
  expect(await listed.json()).toMatchObject({ pagination: { total: requests } });
});

test("who dies again and again is a crash loop: it is said, all is stopped, and the owner hears of it", async () => {
  const pids = new Set<number>();
  const over = { yes: false };
  const killing = (async () => {
    for (; !over.yes; await wait(20)) {
      const pid = pidOf("journey");
      if (pid !== 0 && isAlive(pid)) process.kill(pid, "SIGKILL");
      for (const one of allPids(cluster)) pids.add(one);
    }
  })();
  expect(await cluster.gaveUp).toMatch(
    /^journey is in a crash loop: 5 runs in a row ended within 5 s of their start\. The last one: SIGKILL$/,
  );
  over.yes = true;
  await killing;
  expect([...pids].filter(isAlive)).toEqual([]);
  expect(log).toMatch(/error The cluster gives up\. reason=journey is in a crash loop/);
});
