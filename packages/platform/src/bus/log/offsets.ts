import type { Database } from "../../store/sqlite/database.ts";

/** How far each group is in each topic, in memory first: losing the newest of it only repeats messages. */
export interface Offsets {
  /** The number of the last message that a group took; 0 before the first. */
  taken(group: string, topic: string): number;
  /** Makes a group known: from now on nothing is deleted that it has not taken. */
  join(group: string, topic: string): void;
  take(group: string, topic: string, number: number): void;
  /** Whether something is newer than the file. */
  dirty(): boolean;
  /** Writes what is newer, inside a transaction; what it answers is called after COMMIT. */
  write(): () => void;
  /** What every known group has taken of a topic for good; `Infinity` when no group reads it. */
  takenByAll(topic: string): number;
}

interface Offset {
  readonly group: string;
  readonly topic: string;
  number: number;
  /** What the file holds. */
  saved: number;
}

export function openOffsets(database: Database): Offsets {
  const known = new Map<string, Offset>();
  const changed = new Set<Offset>();
  for (const row of database.sql("SELECT consumer_group, topic, number FROM offsets").all()) {
    const [group, topic, number] = [String(row["consumer_group"]), String(row["topic"]), Number(row["number"])];
    known.set(keyOf(group, topic), { group, topic, number, saved: number });
  }
  const join = (group: string, topic: string): Offset => {
    const key = keyOf(group, topic);
    const offset = known.get(key) ?? { group, topic, number: 0, saved: -1 };
    if (offset.saved < 0) changed.add(offset);
    known.set(key, offset);
    return offset;
  };
  const write = () => {
    const written = [...changed].map((offset) => ({ offset, number: offset.number }));
    for (const { offset, number } of written) upsert(database, offset, number);
    return () => {
      for (const { offset, number } of written) {
        offset.saved = number;
        if (offset.number === number) changed.delete(offset);
      }
    };
  };
  return {
    taken: (group, topic) => known.get(keyOf(group, topic))?.number ?? 0,
    join,
    take: (group, topic, number) => {
      const offset = join(group, topic);
      offset.number = number;
      changed.add(offset);
    },
    dirty: () => changed.size > 0,
    write,
    takenByAll: (topic) =>
      Math.min(...[...known.values()].filter((offset) => offset.topic === topic).map(({ saved }) => saved)),
  };
}

const keyOf = (group: string, topic: string): string => `${group}\n${topic}`;

const upsert = (database: Database, { group, topic }: Offset, number: number): void => {
  database
    .sql(
      "INSERT INTO offsets(consumer_group, topic, number) VALUES (?, ?, ?) " +
        "ON CONFLICT(consumer_group, topic) DO UPDATE SET number = excluded.number",
    )
    .run(group, topic, number);
};
