import { openKafkaBus } from "@omni/platform/bus/kafka";
import { eventMessage, testEvent } from "@omni/testkit/events";
import { discardTopics, newTopic, runBrokers } from "@omni/testkit/kafka-broker";
import { spawn, type ChildProcess } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, expect, test } from "vitest";
import { until } from "./keyed-streams.ts";

const root = fileURLToPath(new URL("../../../../", import.meta.url));
const sample = join(root, "docs/consume-events");
const kafkajs = join(root, "packages/platform/node_modules/kafkajs");
const brokers = runBrokers();
const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
});

const readJson = (file: string): Record<string, unknown> =>
  JSON.parse(readFileSync(file, "utf8")) as Record<string, unknown>;

/** The program as somebody outside would have it: a folder of its own, with the kafkajs that it names. */
function installSample(): string {
  const folder = mkdtempSync(join(tmpdir(), "omni-consume-"));
  cleanups.push(() => rmSync(folder, { recursive: true }));
  cpSync(sample, folder, { recursive: true });
  mkdirSync(join(folder, "node_modules"));
  symlinkSync(kafkajs, join(folder, "node_modules/kafkajs"));
  return folder;
}

function run(folder: string, topic: string): ChildProcess {
  const env = { ...process.env, KAFKA_BROKERS: brokers.brokers.join(","), TOPICS: topic, GROUP_ID: `outside-${topic}` };
  const args = ["--disable-warning=TimeoutNegativeWarning", "consume.mjs"];
  const child = spawn(process.execPath, args, { cwd: folder, env, stdio: ["ignore", "ignore", "inherit"] });
  cleanups.push(() => child.kill("SIGKILL"));
  return child;
}

const ended = (child: ChildProcess): Promise<unknown> => new Promise((resolve) => void child.once("close", resolve));

interface Line {
  readonly aggregate: { readonly id: string; readonly sequence: number };
}

const applied = (folder: string): string[] => {
  const file = join(folder, "applied.jsonl");
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, "utf8").split("\n").slice(0, -1);
  return lines.map((text) => JSON.parse(text) as Line).map(({ aggregate }) => `${aggregate.id}#${aggregate.sequence}`);
};

test("the sample outside the workspace names the kafkajs that the rail is tested with", () => {
  expect(readJson(join(sample, "package.json"))["dependencies"]).toEqual({
    kafkajs: readJson(join(kafkajs, "package.json"))["version"],
  });
});

test("a consumer outside applies every event once and in order, through repeats, bad messages and a kill -9", async () => {
  const topic = await newTopic(brokers, 12);
  cleanups.push(() => discardTopics(brokers, [topic]));
  const bus = await openKafkaBus(brokers);
  cleanups.push(() => bus.close());
  const send = (...events: readonly [string, number][]) =>
    bus.publish(events.map(([aggregateId, sequence]) => eventMessage(testEvent({ aggregateId, sequence }), topic)));
  const journeys = ["jrn_a", "jrn_b", "jrn_c", "jrn_d", "jrn_e"];
  const all = (sequences: readonly number[]) =>
    send(...sequences.flatMap((sequence) => journeys.map((id): [string, number] => [id, sequence])));
  const expected = (last: number) =>
    journeys.flatMap((id) => Array.from({ length: last }, (_, index) => `${id}#${index + 1}`)).toSorted();

  await all([1, 2, 3]);
  await bus.publish([{ topic, key: "tnt/bad", headers: {}, value: Buffer.from("{") }]);
  const folder = installSample();
  const first = run(folder, topic);
  await until("the first events are applied", () => applied(folder).length === 15);
  // As after a relay that was killed: older ones once more, after newer ones.
  await all([2, 3, 4]);
  await until("the fourth is applied", () => applied(folder).length === 20);
  first.kill("SIGKILL");
  await ended(first);

  await all([1, 4, 5]);
  const second = run(folder, topic);
  await until("the fifth is applied", () => applied(folder).length >= 25);
  second.kill("SIGTERM");
  await ended(second);

  const lines = applied(folder);
  expect(lines.toSorted()).toEqual(expected(5));
  for (const id of journeys) {
    const ofJourney = lines.filter((line) => line.startsWith(`${id}#`));
    expect(ofJourney).toEqual([1, 2, 3, 4, 5].map((sequence) => `${id}#${sequence}`));
  }
  expect(readFileSync(join(folder, "rejected.jsonl"), "utf8").trim().split("\n").length).toBeGreaterThanOrEqual(1);
  expect(await bus.lag(topic, `outside-${topic}`)).toBe(0);
});
