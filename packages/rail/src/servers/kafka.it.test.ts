import { createTopics, openKafkaBus } from "@omni/platform/bus/kafka";
import { silentLog } from "@omni/platform/log";
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterEach, expect, test } from "vitest";
import { readTopics } from "../topics.ts";
import { kafkaServer } from "./kafka.ts";

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
});

function temporaryFolder(): string {
  const directory = mkdtempSync(join(tmpdir(), "omni-kafka-server-"));
  cleanups.push(() => rmSync(directory, { recursive: true }));
  return directory;
}

const timeout = 120_000;

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

test("a broker keeps its address and its data through stop, kill -9 and restart, and makes the declared topics once", {
  timeout,
}, async () => {
  const server = await kafkaServer({ directory: temporaryFolder() });
  cleanups.push(() => server.kill());
  const brokers = { brokers: [server.brokers], clientId: "test", log: silentLog };
  await createTopics(brokers, readTopics());
  await createTopics(brokers, readTopics());
  const other = readTopics().map((topic) => ({ ...topic, partitions: 6 }));
  await expect(createTopics(brokers, other)).rejects.toThrow("has 12 partitions, not 6");

  const bus = await openKafkaBus(brokers);
  cleanups.push(() => bus.close());
  const message = { topic: "omni.journey.v1", key: "k", headers: {}, value: Buffer.from("1") };
  await bus.publish([message]);
  const first = server.pid();
  await server.stop();
  expect(server.pid()).toBeUndefined();
  await server.restart();
  await bus.publish([message]);
  await server.kill();
  await server.ended();
  await server.restart();
  expect(server.pid()).not.toBe(first);
  // A broker opens its port a moment before it has its partitions.
  let lag: number | undefined;
  while (lag === undefined) lag = await bus.lag("omni.journey.v1", "anybody").catch(() => wait(100, undefined));
  expect(lag).toBe(2);
});

test("a broker does not outlive the process that started it, even when that is killed with -9", {
  timeout,
}, async () => {
  const directory = temporaryFolder();
  const source = fileURLToPath(new URL("kafka.ts", import.meta.url));
  const script = `import { kafkaServer } from ${JSON.stringify(source)};
    const server = await kafkaServer({ directory: ${JSON.stringify(directory)} });
    process.stdout.write(String(server.pid()));
    setInterval(() => undefined, 1_000);`;
  const args = ["--conditions=omni-source", "--input-type=module-typescript", "--eval", script];
  const parent = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  const pid = await new Promise<number>((resolve, reject) => {
    parent.stdout.once("data", (data) => resolve(Number(data)));
    parent.once("close", () => reject(new Error("It ended too early.")));
  });
  expect(isAlive(pid)).toBe(true);
  parent.kill("SIGKILL");
  for (let waited = 0; isAlive(pid) && waited < 5_000; waited += 50) await wait(50);
  expect(isAlive(pid)).toBe(false);
});
