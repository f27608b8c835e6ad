// Reads the rail's topics and applies every event once, in the order of its aggregate. See README.md.
import { appendFileSync } from "node:fs";
import { Kafka, logLevel } from "kafkajs";
import { openJournal } from "./positions.mjs";

const brokers = (process.env.KAFKA_BROKERS ?? "127.0.0.1:9092").split(",");
const topics = (process.env.TOPICS ?? "omni.access.v1,omni.journey.v1").split(",");
const groupId = process.env.GROUP_ID ?? "consume-events";
const journal = openJournal(process.env.JOURNAL ?? "applied.jsonl");
const rejected = process.env.REJECTED ?? "rejected.jsonl";

/** The version of the envelope that this program understands. */
const schemaVersion = 1;

const kafka = new Kafka({
  clientId: "consume-events",
  brokers,
  logLevel: logLevel.ERROR,
  retry: { initialRetryTime: 100, maxRetryTime: 1_000, retries: 60 },
});
// A member that leaves or dies is noticed within 6 s; maxWaitTimeInMs keeps heartbeats going on quiet topics.
const consumer = kafka.consumer({ groupId, sessionTimeout: 6_000, heartbeatInterval: 500, maxWaitTimeInMs: 250 });

await consumer.connect();
await consumer.subscribe({ topics, fromBeginning: true });
await consumer.run({
  autoCommit: false,
  eachBatchAutoResolve: false,
  eachBatch: async ({ batch, resolveOffset, commitOffsetsIfNecessary }) => {
    takeAll(batch);
    // Only now: what is applied but not committed comes again, and is dropped as a repeat.
    const last = batch.messages.at(-1).offset;
    resolveOffset(last);
    const next = String(BigInt(last) + 1n);
    await commitOffsetsIfNecessary({
      topics: [{ topic: batch.topic, partitions: [{ partition: batch.partition, offset: next }] }],
    });
  },
});

for (const signal of ["SIGINT", "SIGTERM"]) {
  process.once(signal, () => void consumer.disconnect().then(() => process.exit(0)));
}

/** One partition's messages, in order: an aggregate is always in the same partition. */
function takeAll({ topic, partition, messages }) {
  for (const { offset, value } of messages) {
    const event = parse(value);
    if (!event) {
      appendFileSync(rejected, `${JSON.stringify({ topic, partition, offset })}\n`);
      continue;
    }
    const verdict = journal.judge(event);
    if (verdict === "gap") console.warn(`Events before ${event.eventId} are missing: ask the rail for them.`);
    if (verdict !== "repeat") journal.apply([event]);
  }
}

/** The event in a message; `undefined` when it is none, or one of a newer kind than this program knows. */
function parse(value) {
  try {
    const event = JSON.parse(value.toString());
    const { type, id, sequence } = event.aggregate;
    const known = event.schemaVersion === schemaVersion && Number.isInteger(sequence) && Number.isInteger(event.epoch);
    return known && type && id && event.tenantId ? event : undefined;
  } catch {
    return undefined;
  }
}
