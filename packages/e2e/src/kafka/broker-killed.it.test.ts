import { openKafkaBus } from "@omni/platform/bus/kafka";
import { sleep } from "@omni/platform/work";
import { kafkaServer, type KafkaServer } from "@omni/rail/servers/kafka";
import { brokersAt, newTopic } from "@omni/testkit/kafka-broker";
import { rounds } from "@omni/testkit/rounds";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startStreams, takings, until } from "./keyed-streams.ts";
import { tell } from "./tell.ts";

let directory: string;
let server: KafkaServer;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "omni-killed-broker-"));
  server = await kafkaServer({ directory });
});

afterAll(async () => {
  await server.kill();
  await rm(directory, { recursive: true });
});

test("kill -9 of the broker under four keyed streams loses nothing acknowledged, and keeps order per key", async () => {
  const brokers = brokersAt(server.brokers);
  const topic = await newTopic(brokers, 12);
  const bus = await openKafkaBus(brokers);
  const taken = takings();
  await bus.consume({ topics: [topic], group: "killed", handler: taken.handler });
  const streams = startStreams(bus, topic);
  for (let round = 0; round < rounds("brokerKills"); round++) {
    await sleep(500 + Math.random() * 1_000);
    await server.kill();
    await server.restart();
  }
  await sleep(500);
  await streams.stop();
  await until("everything has arrived", () => taken.hasAll(streams));
  taken.prove(streams);
  await until("everything is committed", async () => (await bus.lag(topic, "killed")) === 0);
  await bus.close();
  const told = `${taken.repeats()} repeats, ${streams.refused()} publications refused`;
  tell(`broker killed ${rounds("brokerKills")} times: ${told}, longest wait ${Math.round(streams.longestWaitMs())} ms`);
});

test("without a broker a publication is refused in time, and goes through by itself when the broker is back", async () => {
  const brokers = brokersAt(server.brokers);
  const topic = await newTopic(brokers);
  const bus = await openKafkaBus(brokers);
  const taken = takings();
  const publish = (number: number) =>
    bus.publish([{ topic, key: "tnt/1", headers: {}, value: Buffer.from(String(number)) }]);
  await bus.consume({ topics: [topic], group: "patient", handler: taken.handler });
  await publish(1);
  await server.kill();
  const begun = performance.now();
  await expect(publish(2)).rejects.toThrow();
  expect(performance.now() - begun).toBeLessThan(20_000);
  await server.restart();
  await until("the broker takes it", () =>
    publish(2).then(
      () => true,
      () => false,
    ),
  );
  await publish(3);
  const seen = new Map([["tnt/1", 3]]);
  const streams = { acknowledged: seen, refused: () => 1, longestWaitMs: () => 0, stop: () => Promise.resolve() };
  await until("the consumer has come back", () => taken.hasAll(streams));
  taken.prove(streams);
  await bus.close();
});

test("a bus without brokers opens, consumes and closes in time, and does its work when they come", async () => {
  const brokers = brokersAt(server.brokers);
  const topic = await newTopic(brokers);
  await server.stop();
  const early = await openKafkaBus(brokers);
  await early.consume({ topics: [topic], group: "early", handler: async () => undefined });
  const begun = performance.now();
  await early.close();
  expect(performance.now() - begun).toBeLessThan(6_000);
  const bus = await openKafkaBus(brokers);
  const taken = takings();
  await bus.consume({ topics: [topic], group: "early", handler: taken.handler });
  const streams = startStreams(bus, topic, { keys: 1 });
  await server.restart();
  await until("the first is taken", () => streams.acknowledged.size > 0);
  await streams.stop();
  await until("everything has arrived", () => taken.hasAll(streams));
  taken.prove(streams);
  await bus.close();
});
