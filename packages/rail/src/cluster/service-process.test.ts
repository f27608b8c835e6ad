import { instant } from "@omni/kernel";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, test } from "vitest";
import { describeExit, launchProcess, type ServiceProcess } from "./service-process.ts";
import { childEnvironment, type ChildBehaviour, childFile, isAlive } from "./testing/child-behaviour.ts";

const launched: ServiceProcess[] = [];
afterEach(async () => {
  await Promise.all(launched.splice(0).map((one) => one.end(0)));
});

function launch(behaviour: ChildBehaviour, said: string[] = []): ServiceProcess {
  const environment = childEnvironment(behaviour);
  const clock = () => instant(Date.now());
  const one = launchProcess({ file: childFile, environment, clock, say: (lines) => said.push(...lines) });
  launched.push(one);
  return one;
}

// Processes take their time on a busy machine.
describe("a process of a service", { timeout: 60_000 }, () => {
  test("tells when it takes work and where, and nothing else counts for that", async () => {
    const one = launch({});
    const announced = await one.listening;
    expect(announced).toEqual({ kind: "listening", service: "child", address: `here:${one.pid}`, metricsPort: 1 });
    expect(one.announced()).toBe(announced);
    expect(one.hasEnded()).toBe(false);
  });

  test("one that ends before it takes work says so, how it ended, and its last words", async () => {
    const one = launch({ dies: "before it takes work" });
    expect(await one.listening).toBeUndefined();
    const exit = await one.ended;
    expect([describeExit(exit), one.hasEnded(), one.lastWords()]).toEqual([
      "exit code 3",
      true,
      ["There is nothing to live for."],
    ]);
    expect(exit.ranMs).toBeGreaterThan(0);
  });

  test("all that it said has been told when it has ended, also a line that it did not end", async () => {
    const said: string[] = [];
    const one = launch(
      { says: ["one\ntw", "o\n", "é".repeat(50_000), "\nthe last"], dies: "before it takes work" },
      said,
    );
    await one.ended;
    expect(said.toSorted()).toEqual(
      ["one", "two", "é".repeat(50_000), "the last", "There is nothing to live for."].toSorted(),
    );
  });

  test("ends when it is asked to, and is killed when it does not in time", async () => {
    const [good, bad] = [launch({}), launch({ term: "stays" })];
    await Promise.all([good.listening, bad.listening]);
    expect(await good.end(60_000)).toBe(true);
    expect(await bad.end(50)).toBe(false);
    expect([describeExit(await good.ended), describeExit(await bad.ended)]).toEqual(["exit code 0", "SIGKILL"]);
  });

  test("a module that is not there is a process that ended, not an error of ours", async () => {
    const environment = childEnvironment({});
    const one = launchProcess({
      file: "/nowhere/main.js",
      environment,
      clock: () => instant(0),
      say: () => undefined,
    });
    expect(describeExit(await one.ended)).toBe("exit code 1");
    expect(one.lastWords().join(" ")).toContain("Cannot find module");
  });

  test("does not outlive the process that started it, not even when it wants to", async () => {
    const source = fileURLToPath(new URL("service-process.ts", import.meta.url));
    const options = { file: childFile, environment: childEnvironment({ term: "outlives" }) };
    const script = `import { launchProcess } from ${JSON.stringify(source)};
      const one = launchProcess({ ...${JSON.stringify(options)}, clock: Date.now, say: () => undefined });
      await one.listening;
      process.stdout.write(String(one.pid));`;
    const args = ["--conditions=omni-source", "--input-type=module-typescript", "--eval", script];
    const parent = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
    const pid = Number((await once(parent.stdout, "data"))[0]);
    expect(isAlive(pid)).toBe(true);
    parent.kill("SIGKILL");
    await expect.poll(() => isAlive(pid), { timeout: 5_000, interval: 10 }).toBe(false);
  });

  test("a signal to the group of the process that started it does not reach it", async () => {
    const source = fileURLToPath(new URL("service-process.ts", import.meta.url));
    const options = { file: childFile, environment: childEnvironment({}) };
    const script = `import { launchProcess } from ${JSON.stringify(source)};
      process.on("SIGTERM", () => process.stdout.write("heard"));
      const say = (lines) => process.stdout.write(lines.join());
      const one = launchProcess({ ...${JSON.stringify(options)}, clock: Date.now, say });
      await one.listening;
      process.kill(-process.pid, "SIGTERM");
      setTimeout(() => process.exit(one.hasEnded() ? 1 : 0), 200);`;
    const args = ["--conditions=omni-source", "--input-type=module-typescript", "--eval", script];
    const parent = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"], detached: true });
    let said = "";
    parent.stdout.on("data", (chunk) => (said += String(chunk)));
    expect(await once(parent, "close")).toEqual([0, null]);
    expect(said).toContain("heard");
    expect(said).not.toContain("asked to end");
  });
});
