import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import { isAlive } from "../cluster/testing/child-behaviour.ts";
import { root } from "./command.ts";

let directory: string;
const started: Started[] = [];
/** npm may have died before its own. */
const bootstraps = new Set<number>();
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "omni-start-cluster-"));
});
afterEach(async () => {
  for (const one of started.splice(0)) {
    one.child.kill("SIGKILL");
    for (const pid of bootstraps) if (isAlive(pid)) process.kill(pid, "SIGKILL");
    await one.ended;
  }
  bootstraps.clear();
  rmSync(directory, { recursive: true });
});

interface Started {
  readonly child: ChildProcess;
  readonly ended: Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }>;
  said(): string;
}

const names = ["cluster", "access", "journey", "timeline", "gateway"];
/** What npm runs. */
const command = [process.execPath, join(root, "packages/rail/bootstrap.mjs"), "start:cluster"];
/** The bootstrap takes signals that come one upon the other for one. */
const longerThanEcho = 1_000;

function start([file = "", ...args]: readonly string[], environment: Readonly<Record<string, string>> = {}): Started {
  const { HOME, PATH } = process.env;
  const child = spawn(file, args, {
    cwd: root,
    env: { PATH, HOME, OMNI_DATA_DIR: directory, OMNI_PORT: "0", ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (said += String(chunk)));
  const ended = once(child, "close").then(([code, signal]) => ({
    code: code as number | null,
    signal: signal as NodeJS.Signals | null,
  }));
  const one = { child, ended, said: () => said };
  started.push(one);
  return one;
}

const saysOf = async ({ said }: Started, what: RegExp): Promise<void> =>
  expect.poll(said, { interval: 20 }).toMatch(what);
const runs = (one: Started): Promise<void> => saysOf(one, /Ctrl-C stops all\./);

/** The lines that were logged before it ran, without what npm says. */
const logOf = ({ said }: Started): readonly string[] =>
  (said().split("\n\nThe rail runs.")[0] ?? "").split("\n").filter((line) => line !== "" && !line.startsWith("> "));

const noneLives = (processes: readonly number[], timeout: number): Promise<void> =>
  expect.poll(() => processes.filter(isAlive), { interval: 20, timeout }).toEqual([]);

interface Row {
  readonly pid: number;
  readonly parent: number;
}

/** A process's children, and theirs, and so on. */
function descendantsOf(pid: number): readonly number[] {
  const table = spawnSync("ps", ["-A", "-o", "pid=,ppid="], { encoding: "utf8" }).stdout;
  const rows: Row[] = table
    .trim()
    .split("\n")
    .map((line) => line.trim().split(/\s+/).map(Number))
    .map(([own = 0, parent = 0]) => ({ pid: own, parent }));
  const below = (one: number): number[] =>
    rows.filter(({ parent }) => parent === one).flatMap((child) => [child.pid, ...below(child.pid)]);
  return below(pid);
}

const commandOf = (pid: number): string =>
  spawnSync("ps", ["-o", "args=", "-p", String(pid)], { encoding: "utf8" }).stdout;

/** Under npm, it is npm's child. */
function bootstrapOf({ child: { pid = 0 } }: Started): number {
  const bootstrap = commandOf(pid).startsWith("npm") ? (descendantsOf(pid)[0] ?? 0) : pid;
  bootstraps.add(bootstrap);
  return bootstrap;
}

const supervisorOf = (one: Started): number => descendantsOf(bootstrapOf(one))[0] ?? 0;

test("SIGHUP, to npm too, rolls and ends nothing; SIGTERM ends everything in time; each line has its name", async () => {
  const one = start(["npm", "run", "start:cluster"], { OMNI_LOG_LEVEL: "info" });
  await runs(one);
  const { baseUrl } = JSON.parse(readFileSync(join(directory, "dev-credentials.json"), "utf8")) as { baseUrl: string };
  expect((await fetch(`${baseUrl}/readyz`)).status).toBe(200);
  const bootstrap = bootstrapOf(one);
  // npm dies of it, and passes nothing on.
  one.child.kill("SIGHUP");
  await saysOf(one, /A rolling restart begins\./);
  await wait(longerThanEcho);
  process.kill(bootstrap, "SIGHUP");
  await saysOf(one, /A rolling restart is going on already\./);
  await saysOf(one, /The rolling restart is over\./);
  // A new gateway has to hear from every service first.
  await expect.poll(async () => (await fetch(`${baseUrl}/readyz`)).status, { interval: 20 }).toBe(200);
  const processes = descendantsOf(bootstrap);
  // The supervisor, four services, mongod and the broker, and a guard for each of the six.
  expect(processes).toHaveLength(13);
  const begun = performance.now();
  process.kill(bootstrap, "SIGTERM");
  await one.ended;
  expect(performance.now() - begun).toBeLessThan(15_000);
  await noneLives(processes, 5_000);
  expect(one.said()).toMatch(/SIGTERM: finishing what is in hand\.\n[^]*The cluster has stopped\.\n$/);
  for (const line of logOf(one)) {
    expect(line).toMatch(/^(cluster|access|journey|timeline|gateway) +\| /);
    expect(line.indexOf("|")).toBe("timeline ".length);
  }
  for (const name of names) expect(one.said()).toMatch(new RegExp(`^${name} +\\| `, "m"));
});

test("kill -9 of the supervisor, or of the bootstrap, leaves nothing, and the next start goes on; a crash loop ends with 1", async () => {
  const first = start(command, { OMNI_LOG_FORMAT: "json", OMNI_LOG_LEVEL: "info" });
  await runs(first);
  // As the processes wrote it.
  const spoke = new Set(logOf(first).map((line) => (JSON.parse(line) as { service?: string }).service));
  expect(spoke).toEqual(new Set(names));
  const ofFirst = descendantsOf(bootstrapOf(first));
  process.kill(supervisorOf(first), "SIGKILL");
  await noneLives(ofFirst, 5_000);
  const second = start(command);
  await runs(second);
  const ofSecond = descendantsOf(bootstrapOf(second));
  // A supervisor that is not killed itself stops in order.
  process.kill(bootstrapOf(second), "SIGKILL");
  await noneLives(ofSecond, 15_000);
  const third = start(command);
  await runs(third);
  await expectCrashLoop(third);
});

/** Kills every process of the timeline as soon as it is there. */
async function expectCrashLoop(one: Started): Promise<void> {
  const supervisor = supervisorOf(one);
  const processes = descendantsOf(bootstrapOf(one));
  const over = { yes: false };
  const killing = (async () => {
    for (; !over.yes; await wait(20)) {
      const timeline = descendantsOf(supervisor).find((pid) => commandOf(pid).includes("services/timeline/"));
      if (timeline !== undefined) process.kill(timeline, "SIGKILL");
    }
  })();
  expect(await one.ended).toEqual({ code: 1, signal: null });
  over.yes = true;
  await killing;
  expect(one.said()).toMatch(/The cluster gives up\. reason=timeline is in a crash loop: 5 runs in a row/);
  await noneLives(processes, 5_000);
}

test("a signal during the start ends it, with nothing left", async () => {
  const one = start(command);
  await saysOf(one, /A server is starting\./);
  // Servers are on their way up now.
  await expect.poll(() => descendantsOf(bootstrapOf(one)).length, { interval: 5 }).toBeGreaterThan(1);
  process.kill(bootstrapOf(one), "SIGHUP");
  await saysOf(one, /SIGHUP: the cluster is still starting\./);
  const processes = descendantsOf(bootstrapOf(one));
  const begun = performance.now();
  process.kill(bootstrapOf(one), "SIGINT");
  expect(await one.ended).toEqual({ code: 0, signal: null });
  expect(performance.now() - begun).toBeLessThan(9_000);
  await noneLives(processes, 5_000);
  expect(one.said()).toContain("SIGINT: the start was stopped.");
  expect(existsSync(join(directory, "dev-credentials.json"))).toBe(false);
});

test("a service that cannot start ends the start with its own message, exit code 1, and nothing left", async () => {
  const one = start(command, { OMNI_TENANTS_FILE: join(directory, "none.json") });
  expect(await one.ended).toEqual({ code: 1, signal: null });
  expect(one.said()).toMatch(
    /access does not take work \(exit code 1\)\. The last that it said:\n.*The tenants file .*none\.json cannot be read \(OMNI_TENANTS_FILE\)/,
  );
  expect(one.said()).not.toMatch(/\n +at /);
});
