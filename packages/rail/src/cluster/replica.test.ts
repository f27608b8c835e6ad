import { instant } from "@omni/kernel";
import { CannotStart } from "@omni/platform/lifecycle";
import { type LogFields, openLog } from "@omni/platform/log";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Patience, Replica } from "./replica.ts";
import { launchProcess } from "./service-process.ts";
import { childEnvironment, type ChildBehaviour, childFile, isAlive } from "./testing/child-behaviour.ts";

interface Line extends LogFields {
  readonly message: string;
}

let folder: string;
const placed: Replica[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "omni-replica-"));
});
afterEach(async () => {
  await Promise.all(placed.splice(0).map((one) => one.stop(0)));
  rmSync(folder, { recursive: true });
});

/** A place whose processes behave as they are told at the moment, and all that came of it. */
function place(first: ChildBehaviour, patience?: Patience) {
  const told = {
    behaviour: first,
    said: [] as string[],
    lines: [] as Line[],
    pauses: [] as number[],
    gaveUp: [] as string[],
    changes: 0,
  };
  const write = (line: string) => void told.lines.push(JSON.parse(line) as Line);
  const replica = new Replica({
    name: "child",
    log: openLog({ level: "debug", format: "json", write }),
    launch: () =>
      launchProcess({
        file: childFile,
        environment: childEnvironment(told.behaviour),
        clock: () => instant(Date.now()),
        say: (lines) => told.said.push(...lines),
      }),
    changed: () => void told.changes++,
    gaveUp: (reason) => void told.gaveUp.push(reason),
    pause: async (milliseconds) => told.pauses.push(milliseconds) > 0,
    ...(patience && { patience }),
  });
  placed.push(replica);
  const messages = () => told.lines.map(({ message }) => message);
  return { replica, told, messages };
}

const onlyPid = (replica: Replica): number => {
  const [one, ...others] = replica.processes();
  expect(others).toEqual([]);
  return one?.pid ?? 0;
};

// Processes take their time on a busy machine.
describe("a place of a service", { timeout: 60_000 }, () => {
  test("a first process that does not take work ends the start, with its last words", async () => {
    const { replica } = place({ dies: "before it takes work", says: ["The port is in use.\n"] });
    const starting = replica.start();
    await expect(starting).rejects.toBeInstanceOf(CannotStart);
    await expect(starting).rejects.toThrow(
      /^child does not take work \(exit code 3\)\. The last that it said:\n {2}The port is in use\.\n {2}There is nothing/,
    );
    expect(replica.processes()).toEqual([]);
  });

  test("a first process that never takes work is ended", async () => {
    const { replica, told } = place({ takesWork: false, term: "stays" }, { readyMs: 400, endMs: 50 });
    await expect(replica.start()).rejects.toThrow("child does not take work (not within 0.4 s)");
    expect(replica.processes()).toEqual([]);
    expect(told.said.some((line) => line.startsWith("asked to end"))).toBe(true);
  });

  test("who is killed is replaced at once, and both are said", async () => {
    const { messages, replica, told } = place({});
    await replica.start();
    const killed = onlyPid(replica);
    process.kill(killed, "SIGKILL");
    await expect.poll(() => messages().at(-1), { interval: 5 }).toBe("A process has been restarted.");
    expect(onlyPid(replica)).not.toBe(killed);
    expect(told.pauses).toEqual([0]);
    expect(told.lines[1]).toMatchObject({ component: "child", level: "warn", reason: "SIGKILL" });
    // Started, gone, started again.
    expect(told.changes).toBe(3);
  });

  test("a crash loop is given up after five runs, each pause longer than the last", async () => {
    const { replica, told } = place({ dies: "soon" });
    await replica.start();
    await expect.poll(() => told.gaveUp, { interval: 5 }).toHaveLength(1);
    expect(told.gaveUp[0]).toMatch(/^child is in a crash loop: .*exit code 4$/);
    expect(told.pauses).toEqual([0, 500, 1_000, 2_000]);
    expect(replica.processes()).toEqual([]);
  });

  test("one that dies before it takes work counts for a crash loop, too", async () => {
    const gate = join(folder, "gate");
    writeFileSync(gate, "");
    const { replica, told } = place({ diesUnless: gate });
    await replica.start();
    rmSync(gate);
    process.kill(onlyPid(replica), "SIGKILL");
    await expect.poll(() => told.gaveUp, { interval: 5 }).toHaveLength(1);
    expect(told.gaveUp[0]).toMatch(/exit code 3$/);
  });

  test("a roll: the successor takes work before the predecessor is asked to end", async () => {
    const { messages, replica, told } = place({});
    await replica.start();
    const predecessor = onlyPid(replica);
    await replica.roll();
    const successor = onlyPid(replica);
    expect(told.said).toEqual([`takes work ${predecessor}`, `takes work ${successor}`, `asked to end ${predecessor}`]);
    expect(messages()).toEqual(["A process has started.", "A process has been replaced."]);
    process.kill(successor, "SIGKILL");
    await expect.poll(() => messages().at(-1), { interval: 5 }).toBe("A process has been restarted.");
  });

  test("a successor that does not take work is ended, and the predecessor stays and is still watched", async () => {
    const { messages, replica, told } = place({}, { readyMs: 500, endMs: 50 });
    await replica.start();
    const predecessor = onlyPid(replica);
    for (const bad of [{ dies: "before it takes work" }, { takesWork: false }] as const) {
      told.behaviour = bad;
      await expect(replica.roll()).rejects.toThrow(/child does not take work/);
      expect(onlyPid(replica)).toBe(predecessor);
    }
    expect(told.said).not.toContain(`asked to end ${predecessor}`);
    told.behaviour = {};
    process.kill(predecessor, "SIGKILL");
    await expect.poll(() => messages().at(-1), { interval: 5 }).toBe("A process has been restarted.");
  });

  test("a predecessor that does not end in time is killed", async () => {
    const { messages, replica, told } = place({ term: "stays" }, { readyMs: 10_000, endMs: 100 });
    await replica.start();
    const predecessor = onlyPid(replica);
    told.behaviour = {};
    await replica.roll();
    expect(isAlive(predecessor)).toBe(false);
    expect(messages()).toContain("A predecessor did not end in time, and was killed.");
    expect(told.gaveUp).toEqual([]);
  });

  test("a predecessor that dies while its successor is on the way leaves one process in the place", async () => {
    const { replica, told } = place({});
    await replica.start();
    const rolling = replica.roll();
    process.kill(replica.processes()[0]?.pid ?? 0, "SIGKILL");
    await rolling;
    await expect.poll(() => replica.processes().length, { interval: 5 }).toBe(1);
    const pid = onlyPid(replica);
    expect(told.said.filter((line) => line === `takes work ${pid}`)).toHaveLength(1);
    expect(isAlive(pid)).toBe(true);
  });

  test("a stop ends the successor of a roll as well, and nobody comes after it", async () => {
    const { messages, replica } = place({});
    await replica.start();
    const rolling = replica.roll().catch(() => undefined);
    await replica.stop(5_000);
    await rolling;
    expect(replica.processes()).toEqual([]);
    await expect(replica.roll()).rejects.toThrow("stopping");
    expect(messages()).toEqual(["A process has started."]);
  });
});
