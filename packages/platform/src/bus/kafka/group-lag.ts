import type { Admin } from "kafkajs";

/** Messages of a topic, over all partitions, that a group has not committed; all of them before its first commit. */
export async function groupLag(admin: Admin, topic: string, group: string): Promise<number> {
  const [ends, [committed]] = await Promise.all([
    admin.fetchTopicOffsets(topic),
    admin.fetchOffsets({ groupId: group, topics: [topic] }),
  ]);
  const taken = new Map(committed?.partitions.map(({ partition, offset }) => [partition, Number(offset)]));
  // -1 stands for no commit; what retention has deleted nobody can take any more.
  return ends.reduce(
    (sum, { partition, high, low }) => sum + Number(high) - Math.max(taken.get(partition) ?? -1, Number(low)),
    0,
  );
}
