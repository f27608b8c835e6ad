import type { Admin } from "kafkajs";
import { brief, loadKafkajs, newClient, type Brokers } from "./client.ts";

/** A topic as `deploy/topics.yaml` declares it. */
export interface TopicDeclaration {
  readonly name: string;
  /** Fixed for ever: another number would give keys other partitions, and break their order. */
  readonly partitions: number;
  /** Kafka's own settings of a topic. */
  readonly config: Readonly<Record<string, string>>;
}

const replicasMax = 3;

/**
 * Makes the topics that are not there, with as many replicas as there are brokers, three at most. Throws when one that
 * is there has another number of partitions. Settings of topics that are there stay as they are.
 */
export async function createTopics(brokers: Brokers, topics: readonly TopicDeclaration[]): Promise<void> {
  const admin = newClient(await loadKafkajs(), brokers, brief).admin();
  try {
    await admin.connect();
    const there = new Set(await admin.listTopics());
    await createMissing(
      admin,
      topics.filter(({ name }) => !there.has(name)),
    );
    const known = topics.filter(({ name }) => there.has(name));
    if (known.length > 0) await refuseOtherPartitions(admin, known);
  } finally {
    await admin.disconnect();
  }
}

async function createMissing(admin: Admin, topics: readonly TopicDeclaration[]): Promise<void> {
  if (topics.length === 0) return;
  const replicas = Math.min(replicasMax, (await admin.describeCluster()).brokers.length);
  // With three replicas an acknowledged message is on two at least; with fewer, one is all that can be asked for.
  const safety = { "min.insync.replicas": String(Math.max(1, replicas - 1)) };
  await admin.createTopics({
    // Twins may make the same topics; kafkajs answers false then.
    topics: topics.map(({ name, partitions, config }) => ({
      topic: name,
      numPartitions: partitions,
      replicationFactor: replicas,
      configEntries: Object.entries({ ...safety, ...config }).map(([key, value]) => ({ name: key, value })),
    })),
    waitForLeaders: true,
  });
}

async function refuseOtherPartitions(admin: Admin, topics: readonly TopicDeclaration[]): Promise<void> {
  const { topics: found } = await admin.fetchTopicMetadata({ topics: topics.map(({ name }) => name) });
  for (const { name, partitions } of found) {
    const declared = topics.find((topic) => topic.name === name)?.partitions;
    if (declared === partitions.length) continue;
    throw new Error(
      `The topic ${name} has ${partitions.length} partitions, not ${declared}: that cannot be changed without ` +
        "breaking the order of its keys. Use another Kafka, or a new version of the topic.",
    );
  }
}

/** Takes topics away with all that is in them: for tests. */
export async function deleteTopics(brokers: Brokers, names: readonly string[]): Promise<void> {
  const admin = newClient(await loadKafkajs(), brokers, brief).admin();
  try {
    await admin.connect();
    await admin.deleteTopics({ topics: [...names] });
  } finally {
    await admin.disconnect();
  }
}
