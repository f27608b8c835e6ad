import { randomUUID } from "node:crypto";
import { Kafka, logLevel } from "kafkajs";

/** A record as it stands on the broker. */
export interface TopicRecord {
  readonly key: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly value: string;
}

export interface TopicReader {
  /** The records whose key ends so, once there are so many; in the order in which they came. */
  ofKey(end: string, count: number): Promise<readonly TopicRecord[]>;
  /** How many members the group has when it is at rest; 0 while it is being divided. */
  membersOf(group: string): Promise<number>;
  close(): Promise<void>;
}

/** A consumer as a bank would write it: a public library, the broker's address and a topic's name, from its beginning. */
export async function readTopic(brokers: string, topic: string): Promise<TopicReader> {
  const kafka = new Kafka({ clientId: "bank", brokers: brokers.split(","), logLevel: logLevel.NOTHING });
  const [admin, consumer] = [kafka.admin(), kafka.consumer({ groupId: `bank-${randomUUID()}`, maxWaitTimeInMs: 100 })];
  const records: TopicRecord[] = [];
  let arrived = Promise.withResolvers<void>();
  await Promise.all([admin.connect(), consumer.connect()]);
  await consumer.subscribe({ topic, fromBeginning: true });
  await consumer.run({
    eachMessage: async ({ message: { headers = {}, key, value } }) => {
      const texts = Object.entries(headers).map(([name, one]) => [name, String(one)] as const);
      records.push({ key: String(key), headers: Object.fromEntries(texts), value: String(value) });
      arrived.resolve();
      arrived = Promise.withResolvers();
    },
  });
  return {
    ofKey: async (end, count) => {
      for (;;) {
        const found = records.filter(({ key }) => key.endsWith(end));
        if (found.length >= count) return found;
        await arrived.promise;
      }
    },
    membersOf: async (group) => {
      const { groups } = await admin.describeGroups([group]);
      return groups[0]?.state === "Stable" ? groups[0].members.length : 0;
    },
    close: async () => void (await Promise.all([consumer.disconnect(), admin.disconnect()])),
  };
}
