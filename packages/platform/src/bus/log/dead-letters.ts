import type { Database } from "../../store/sqlite/database.ts";
import type { DeadLetter } from "../port.ts";
import { toMessage } from "./messages.ts";

const deadTopicOf = (topic: string): string => `${topic}.dlq`;

/** Keeps a dead letter, inside a transaction; once more changes nothing. */
export function keepDeadLetter(database: Database, { id, group, reason, message }: DeadLetter): void {
  database
    .sql(
      "INSERT INTO dead_letters(id, dead_topic, consumer_group, reason, topic, key, headers, value) " +
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT(id) DO NOTHING",
    )
    .run(
      id,
      deadTopicOf(message.topic),
      group,
      reason,
      message.topic,
      message.key,
      JSON.stringify(message.headers),
      message.value,
    );
}

export const readDeadLetters = (
  database: Database,
  topic: string,
  group: string,
  limit: number,
): readonly DeadLetter[] =>
  database
    .sql("SELECT * FROM dead_letters WHERE dead_topic = ? AND consumer_group = ? ORDER BY position LIMIT ?")
    .all(deadTopicOf(topic), group, limit)
    .map(toDeadLetter);

export function readDeadLetter(database: Database, id: string): DeadLetter | undefined {
  const row = database.sql("SELECT * FROM dead_letters WHERE id = ?").get(id);
  return row && toDeadLetter(row);
}

/** Inside a transaction. */
export const forgetDeadLetter = (database: Database, id: string): void => {
  database.sql("DELETE FROM dead_letters WHERE id = ?").run(id);
};

const toDeadLetter = (row: Record<string, unknown>): DeadLetter => ({
  id: String(row["id"]),
  group: String(row["consumer_group"]),
  reason: String(row["reason"]),
  message: toMessage(row),
});
