import { Never, type Message } from "@omni/platform/bus";
import { openKafkaBus } from "@omni/platform/bus/kafka";
import { discardTopics, newTopic, runBrokers } from "@omni/testkit/kafka-broker";
import { afterEach, expect, test } from "vitest";
import { until } from "./keyed-streams.ts";
import { tell } from "./tell.ts";

const brokers = runBrokers();
const topics: string[] = [];
afterEach(() => discardTopics(brokers, topics.splice(0)));

const textOf = ({ value }: Message): string => Buffer.from(value).toString();

/** A topic of twelve partitions with a handler that dislikes messages by their text. */
async function given() {
  const topic = await newTopic(brokers, 12);
  topics.push(topic);
  const deadLettered: string[] = [];
  const meter = {
    lag() {},
    rebalanced() {},
    deadLettered: ({ group }: { group: string }) => void deadLettered.push(group),
  };
  const bus = await openKafkaBus({ ...brokers, meter });
  const at = new Map<string, number>();
  const world = { healed: false };
  await bus.consume({
    topics: [topic],
    group: "g",
    handler: async (batch) => {
      for (const message of batch) {
        if (!world.healed && textOf(message).startsWith("never")) throw new Never("unknown schema");
        if (!world.healed && textOf(message).startsWith("poison")) throw new Error("it hurts");
      }
      for (const message of batch) at.set(textOf(message), performance.now());
    },
  });
  const publish = async (key: string, text: string) => {
    await bus.publish([{ topic, key, headers: { ce_id: text }, value: Buffer.from(text) }]);
    return performance.now();
  };
  await publish("tnt/warm", "warm");
  await until("the group has joined", () => at.has("warm"));
  return { topic, bus, at, world, publish, deadLettered };
}

test("a message that keeps failing delays its partition by less than 1.5 s, and the others not at all", async () => {
  const { bus, at, publish, topic, deadLettered } = await given();
  const begun = await publish("tnt/1", "poison");
  await publish("tnt/1", "behind");
  for (let key = 2; key < 40; key++) await publish(`tnt/${key}`, `beside ${key}`);
  const beside = () =>
    [...at].filter(([text]) => text.startsWith("beside")).map(([, time]) => Math.round(time - begun));
  await until("all have arrived", () => at.has("behind") && beside().length === 38);
  const behind = Math.round((at.get("behind") ?? Infinity) - begun);
  tell(`behind a poisonous message: ${behind} ms; others: ${beside().join(" ")} ms`);
  expect(behind).toBeGreaterThan(1_000);
  expect(behind).toBeLessThan(1_500);
  // Three of them or so share its partition, and wait with it.
  expect(beside().filter((milliseconds) => milliseconds < 800).length).toBeGreaterThan(25);
  const letters = await bus.deadLetters(topic, "g", 10);
  expect(
    letters.map(({ reason, message }) => [reason, textOf(message), message.key, message.headers["ce_id"]]),
  ).toEqual([["it hurts", "poison", "tnt/1", "poison"]]);
  expect(deadLettered).toEqual(["g"]);
  await bus.close();
});

test("poisonous messages among good ones end in the dead-letter topic in order, and are replayed one by one", async () => {
  const { bus, at, publish, topic, world } = await given();
  for (let number = 0; number < 30; number++) {
    await publish("tnt/1", number % 5 === 0 ? `never ${number}` : `good ${number}`);
  }
  await until("the last has arrived", () => at.has("good 29"));
  expect([...at.keys()].filter((text) => text.startsWith("good"))).toHaveLength(24);
  const letters = await bus.deadLetters(topic, "g", 100);
  expect(letters.map(({ message }) => textOf(message))).toEqual(
    [0, 5, 10, 15, 20, 25].map((number) => `never ${number}`),
  );
  expect(new Set(letters.map(({ reason }) => reason))).toEqual(new Set(["unknown schema"]));
  const [first] = letters;
  if (!first) throw new Error("there are dead letters");
  expect(await bus.replay(first)).toBe(false);
  world.healed = true;
  for (const letter of letters) expect(await bus.replay(letter)).toBe(true);
  expect([...at.keys()].slice(-6)).toEqual(letters.map(({ message }) => textOf(message)));
  expect(await bus.deadLetters(topic, "g", 100)).toEqual([]);
  expect(await bus.replay(first)).toBe(false);
  await bus.close();
});

test("any member of the group replays a dead letter, whoever has its partition, and the others know", async () => {
  const { bus, publish, topic, world } = await given();
  await publish("tnt/1", "never 1");
  await publish("tnt/1", "never 2");
  await until("both are dead letters", async () => (await bus.deadLetters(topic, "g", 10)).length === 2);
  const other = await openKafkaBus(brokers);
  const taken: string[] = [];
  const handler = async (batch: readonly Message[]) => void taken.push(...batch.map(textOf));
  await other.consume({ topics: [topic], group: "g", handler });
  const [first, second] = await other.deadLetters(topic, "g", 10);
  if (!first || !second) throw new Error("there are two dead letters");
  expect(await other.replay(first)).toBe(true);
  expect(taken).toEqual(["never 1"]);
  world.healed = true;
  expect(await bus.replay(second)).toBe(true);
  expect(await other.replay(second)).toBe(false);
  expect(await bus.deadLetters(topic, "g", 10)).toEqual([]);
  await Promise.all([bus.close(), other.close()]);
});
