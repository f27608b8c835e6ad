import type { Database } from "../../store/sqlite/database.ts";
import type { Message } from "../port.ts";
import type { Placed } from "./recent.ts";

/** The number of each topic's newest message. */
export type Ends = Map<string, number>;

/** Reads the ends with one step of the index per topic. The newest message of a topic is never deleted. */
export function readEnds(database: Database): Ends {
  const ends: Ends = new Map();
  for (let topic = ""; ; ) {
    const next = database.sql("SELECT min(topic) AS topic FROM messages WHERE topic > ?").get(topic)?.["topic"];
    if (typeof next !== "string") return ends;
    topic = next;
    ends.set(
      topic,
      Number(database.sql("SELECT max(number) AS number FROM messages WHERE topic = ?").get(topic)?.["number"]),
    );
  }
}

/** Appends in the order given, inside a transaction, and moves the ends. */
export function append(database: Database, batch: readonly Message[], ends: Ends, at: number): readonly Placed[] {
  const statement = database.sql(
    "INSERT INTO messages(topic, number, at, key, headers, value) VALUES (?, ?, ?, ?, ?, ?)",
  );
  return batch.map((message) => {
    const number = (ends.get(message.topic) ?? 0) + 1;
    statement.run(message.topic, number, at, message.key, JSON.stringify(message.headers), message.value);
    ends.set(message.topic, number);
    return { number, message };
  });
}

/** At most `limit` messages of a topic after a number, in order. */
export const readAfter = (database: Database, topic: string, number: number, limit: number): readonly Placed[] =>
  database
    .sql(
      "SELECT number, topic, key, headers, value FROM messages WHERE topic = ? AND number > ? ORDER BY number LIMIT ?",
    )
    .all(topic, number, limit)
    .map((row) => ({ number: Number(row["number"]), message: toMessage(row) }));

/** The number of a topic's oldest message that is still there; 1 for an empty topic. */
export const readFirst = (database: Database, topic: string): number =>
  Number(database.sql("SELECT min(number) AS number FROM messages WHERE topic = ?").get(topic)?.["number"] ?? 1);

/** One row with the columns topic, key, headers and value. */
export function toMessage(row: Record<string, unknown>): Message {
  // Written by `append`: an object of texts, and a blob.
  const headers = JSON.parse(String(row["headers"])) as Record<string, string>;
  const value = row["value"] instanceof Uint8Array ? row["value"] : new Uint8Array();
  return { topic: String(row["topic"]), key: String(row["key"]), headers, value };
}
