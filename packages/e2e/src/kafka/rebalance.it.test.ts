import type { Consumer, Handler } from "@omni/platform/bus";
import { openKafkaBus } from "@omni/platform/bus/kafka";
import { sleep } from "@omni/platform/work";
import { discardTopics, newTopic, runBrokers } from "@omni/testkit/kafka-broker";
import { rounds } from "@omni/testkit/rounds";
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterEach, expect, test } from "vitest";
import { startStreams, takings, until } from "./keyed-streams.ts";
import { tell } from "./tell.ts";

const brokers = runBrokers();
const topics: string[] = [];

async function topicOf12(): Promise<string> {
  const topic = await newTopic(brokers, 12);
  topics.push(topic);
  return topic;
}

afterEach(() => discardTopics(brokers, topics.splice(0)));

test("a group that is divided anew all the time handles every message, first occurrences in order per key", async () => {
  const topic = await topicOf12();
  const bus = await openKafkaBus(brokers);
  const taken = takings();
  // As long as several heartbeats now and then: the group must not be divided under a batch in hand.
  const handler: Handler = async (batch) => {
    await sleep(Math.random() < 0.1 ? 300 : 1);
    await taken.handler(batch);
  };
  const join = (): Promise<Consumer> => bus.consume({ topics: [topic], group: "storm", handler, batchMax: 32 });
  await join();
  const streams = startStreams(bus, topic, { keys: 24, everyMs: 40 });
  for (let second = 0; second < rounds("rebalances"); second++) {
    const passing = await join();
    await sleep(1_000);
    await passing.stop();
  }
  await streams.stop();
  await until("everything has arrived", () => taken.hasAll(streams));
  taken.prove(streams);
  tell(`${2 * rounds("rebalances")} rebalances: ${taken.repeats()} repeats`);
  await bus.close();
});

test("a member that leaves hands its partitions over at once", async () => {
  const topic = await topicOf12();
  const bus = await openKafkaBus(brokers);
  const arrivals = new Map<string, number[]>();
  const handler: Handler = async (batch) => {
    for (const { key } of batch) arrivals.set(key, [...(arrivals.get(key) ?? []), performance.now()]);
  };
  await bus.consume({ topics: [topic], group: "leaving", handler });
  const leaving = await bus.consume({ topics: [topic], group: "leaving", handler });
  const streams = startStreams(bus, topic, { keys: 24 });
  await sleep(1_500);
  const left = performance.now();
  await leaving.stop();
  const stopped = performance.now() - left;
  await sleep(1_000);
  await streams.stop();
  const pauses = [...arrivals.values()].map((times) => longestGap(times.filter((at) => at > left - 50)));
  tell(
    `a member left in ${Math.round(stopped)} ms; the longest pause of a key was ${Math.round(Math.max(...pauses))} ms`,
  );
  // Measured 100 ms and less; a machine that is busy with other things gets more.
  expect(Math.max(...pauses)).toBeLessThan(500);
  await bus.close();
});

test("a handler that takes longer than a session keeps its part: nothing is repeated", async () => {
  const topic = await topicOf12();
  const bus = await openKafkaBus(brokers);
  const begun: string[] = [];
  let done = 0;
  await bus.consume({
    topics: [topic],
    group: "slow",
    handler: async (batch) => {
      begun.push(...batch.map(({ key }) => key));
      await sleep(8_000);
      done += batch.length;
    },
  });
  await bus.publish([{ topic, key: "tnt/1", headers: {}, value: Buffer.from("1") }]);
  await until("it is done", () => done > 0);
  await until("it is committed", async () => (await bus.lag(topic, "slow")) === 0, 5_000);
  expect(begun).toEqual(["tnt/1"]);
  await bus.close();
});

test("partitions that wait when the group is divided anew go on afterwards, whoever has them", async () => {
  const topic = await topicOf12();
  const bus = await openKafkaBus(brokers);
  const taken = takings();
  let ready = false;
  const join = () =>
    bus.consume({ topics: [topic], group: "waiting", handler: taken.handler, ready: () => ready, batchMax: 2 });
  await join();
  const streams = startStreams(bus, topic, { keys: 24, everyMs: 50 });
  await sleep(1_000);
  const passing = await join();
  await sleep(1_000);
  await passing.stop();
  await sleep(500);
  ready = true;
  await streams.stop();
  await until("everything has arrived", () => taken.hasAll(streams), 20_000);
  taken.prove(streams);
  await bus.close();
});

const longestGap = (times: readonly number[]): number =>
  Math.max(...times.slice(1).map((at, index) => at - (times[index] ?? at)));

test("a member that was killed is taken over from where its last commit stands", async () => {
  const topic = await topicOf12();
  const bus = await openKafkaBus(brokers);
  const taken = takings();
  const script = fileURLToPath(new URL("group-member.ts", import.meta.url));
  const args = ["--conditions=omni-source", script, brokers.brokers.join(","), topic, "killed-member"];
  const member = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "pipe"] });
  const complaints: string[] = [];
  member.stderr.on("data", (chunk) => complaints.push(String(chunk)));
  createInterface({ input: member.stdout }).on("line", (line) => {
    const [key = "", number = ""] = line.split(" ");
    taken.take(key, Number(number));
  });
  const gone = new Promise((resolve) => void member.once("close", resolve));
  const streams = startStreams(bus, topic, { keys: 12 });
  await until("the member takes messages", () => streams.acknowledged.size === 12 && taken.hasAll(streams));
  await bus.consume({ topics: [topic], group: "killed-member", handler: taken.handler });
  await sleep(1_000);
  // Least of all that a timer was negative, as kafkajs left alone has it.
  expect(complaints).toEqual([]);
  member.kill("SIGKILL");
  await gone;
  const died = performance.now();
  await sleep(500);
  await streams.stop();
  await until("its part has been taken over", () => taken.hasAll(streams), 20_000);
  taken.prove(streams);
  tell(`a killed member was taken over after ${Math.round(performance.now() - died)} ms`);
  await bus.close();
});
