// A consumer that is nothing but kafkajs: `tell-records.ts <brokers> <topic>…`. It says every record that it finds, from
// the start of the topics on, as JSON in a line of its own. It ends when its input closes, and when kafkajs gives up.
import { randomUUID } from "node:crypto";
import { Kafka, logLevel } from "kafkajs";

const [brokers = "", ...topics] = process.argv.slice(2);
const kafka = new Kafka({
  clientId: "plain-consumer",
  brokers: brokers.split(","),
  logLevel: logLevel.NOTHING,
  retry: { initialRetryTime: 100, maxRetryTime: 1_000, retries: 600 },
});
const consumer = kafka.consumer({ groupId: `plain-${randomUUID()}`, sessionTimeout: 10_000, maxWaitTimeInMs: 100 });
const say = (record: object): void => void process.stdout.write(`${JSON.stringify(record)}\n`);

process.stdin.resume().once("end", () => process.exit(0));
consumer.on(consumer.events.CRASH, () => process.exit(1));
await consumer.connect();
await consumer.subscribe({ topics, fromBeginning: true });
await consumer.run({
  eachBatch: async ({ batch: { topic, partition, messages } }) => {
    for (const { offset, key, value, headers = {} } of messages) {
      const texts = Object.entries(headers).map(([name, text]) => [name, String(text)] as const);
      const record = { topic, partition, offset: Number(offset), key: String(key), value: value?.toString() ?? "" };
      say({ ...record, headers: Object.fromEntries(texts) });
    }
  },
});
