import { openKafkaBus } from "@omni/platform/bus/kafka";
import { sleep as realSleep } from "@omni/platform/work";
import { busContract, type BusBench } from "./bus.ts";
import { discardTopics, newTopic, runBrokers } from "./kafka-broker.ts";

// The bus's own waits pass five times as fast as the broker's, so that a test may let minutes pass.
const haste = 5;
const sleep = (milliseconds: number, signal?: AbortSignal) => realSleep(milliseconds / haste, signal);
const pollMs = 50;

busContract("Kafka", async (): Promise<BusBench> => {
  const brokers = runBrokers();
  const open = () => openKafkaBus({ ...brokers, sleep });
  const topics = new Set<string>();
  let bus = await open();
  const discard = async (names: readonly string[]) => {
    if (names.length > 0) await discardTopics(brokers, names);
    for (const name of names) topics.delete(name);
  };
  return {
    bus: () => bus,
    topic: async () => {
      const topic = await newTopic(brokers);
      topics.add(topic);
      return topic;
    },
    discard: (topic) => discard([topic]),
    reopen: async () => {
      await bus.close();
      bus = await open();
    },
    pass: (milliseconds) => realSleep(Math.max(Math.min(milliseconds, pollMs), milliseconds / haste)),
    close: async () => {
      await bus.close();
      await discard([...topics]);
    },
  };
});
