import { randomUUID } from "node:crypto";
import type { Admin, EachBatchPayload, Kafka } from "kafkajs";
import type { DeadLetter } from "../port.ts";
import { toDeadLetter } from "./records.ts";
import { within } from "./within.ts";

/** Reading a whole dead-letter topic takes at most so long. */
const readMaxMs = 15_000;

interface Found {
  readonly letter: DeadLetter;
  readonly at: number;
  readonly offset: number;
}

/** The dead letters of all groups that nobody has taken away, oldest first. Reads the whole topic: for operators. */
export async function readDeadLetters(client: Kafka, admin: Admin, topic: string): Promise<readonly DeadLetter[]> {
  const ends = new Map<number, number>();
  for (const { partition, high, low } of await admin.fetchTopicOffsets(topic)) {
    if (Number(high) > Number(low)) ends.set(partition, Number(high));
  }
  if (ends.size === 0) return [];
  const found = new Map<string, Found>();
  await readTo(client, topic, ends, ({ batch }) => {
    for (const record of batch.messages) {
      const id = record.key?.toString() ?? "";
      const letter = toDeadLetter(record);
      if (!letter) found.delete(id);
      else if (!found.has(id)) found.set(id, { letter, at: Number(record.timestamp), offset: Number(record.offset) });
    }
  });
  return [...found.values()].toSorted(byAge).map(({ letter }) => letter);
}

const byAge = (left: Found, right: Found): number => left.at - right.at || left.offset - right.offset;

/** How many fetches in a row bring nothing when the rest of the topic has been compacted away. */
const emptyFetchesMax = 10;

async function readTo(
  client: Kafka,
  topic: string,
  ends: Map<number, number>,
  take: (payload: EachBatchPayload) => void,
): Promise<void> {
  const options = {
    maxWaitTimeInMs: 50,
    sessionTimeout: 6_000,
    heartbeatInterval: 2_000,
    allowAutoTopicCreation: false,
  };
  const consumer = client.consumer({ groupId: `omni-dead-letters-${randomUUID()}`, ...options });
  const complete = Promise.withResolvers<void>();
  let emptyFetches = 0;
  consumer.on(consumer.events.FETCH, () => {
    emptyFetches += 1;
    if (emptyFetches > emptyFetchesMax) complete.resolve();
  });
  consumer.on(consumer.events.CRASH, ({ payload }) => complete.reject(payload.error));
  const read = async () => {
    await consumer.connect();
    await consumer.subscribe({ topic, fromBeginning: true });
    await consumer.run({
      autoCommit: false,
      eachBatch: async (payload) => {
        emptyFetches = 0;
        take(payload);
        const { batch } = payload;
        if (Number(batch.lastOffset()) + 1 >= (ends.get(batch.partition) ?? 0)) ends.delete(batch.partition);
        if (ends.size === 0) complete.resolve();
      },
    });
    await complete.promise;
  };
  try {
    await within(read(), readMaxMs, `The dead letters of ${topic} could not be read`);
  } finally {
    complete.promise.catch(() => undefined);
    consumer.disconnect().catch(() => undefined);
  }
}
