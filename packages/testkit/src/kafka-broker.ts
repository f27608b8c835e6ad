import { createTopics, deleteTopics, type Brokers } from "@omni/platform/bus/kafka";
import { silentLog } from "@omni/platform/log";
import { randomUUID } from "node:crypto";
import { inject } from "vitest";

/** What a run's set-up provides. */
export interface KafkaProvided {
  /** `host:port,…` of the broker that all suites of a run share. */
  kafkaBrokers: string;
}

declare module "vitest" {
  export interface ProvidedContext extends KafkaProvided {}
}

/** The broker of this run. Suites that kill brokers start one of their own. */
export const runBrokers = (): Brokers => brokersAt(inject("kafkaBrokers"));

export const brokersAt = (addresses: string): Brokers => ({
  brokers: addresses.split(","),
  clientId: "omni-test",
  log: silentLog,
});

/** Makes a topic that nobody else uses, and `<topic>.dlq` beside it; answers its name. */
export async function newTopic(brokers: Brokers, partitions = 3): Promise<string> {
  const name = `omni.test-${randomUUID()}.v1`;
  await createTopics(brokers, [
    { name, partitions, config: { "cleanup.policy": "delete" } },
    { name: `${name}.dlq`, partitions: 1, config: { "cleanup.policy": "compact" } },
  ]);
  return name;
}

export const discardTopics = (brokers: Brokers, names: readonly string[]): Promise<void> =>
  deleteTopics(
    brokers,
    names.flatMap((name) => [name, `${name}.dlq`]),
  );
