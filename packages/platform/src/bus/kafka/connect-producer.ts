import type { Kafka, Producer } from "kafkajs";
import type { Kafkajs } from "./client.ts";

/** A producer whose repeats the broker recognises, and whose messages of one key go to one partition. */
export async function connectProducer(kafkajs: Kafkajs, client: Kafka): Promise<Producer> {
  const producer = client.producer({
    idempotent: true,
    maxInFlightRequests: 1,
    allowAutoTopicCreation: false,
    // murmur2 of the key, as Kafka's own clients do.
    createPartitioner: kafkajs.Partitioners.DefaultPartitioner,
  });
  try {
    await producer.connect();
    return producer;
  } catch (error) {
    await producer.disconnect().catch(() => undefined);
    throw error;
  }
}
