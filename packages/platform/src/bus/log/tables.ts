import { DataUnusable, type Database } from "../../store/sqlite/database.ts";

/** Raised when the layout below changes. */
const layout = 1;

const tables = [
  `CREATE TABLE messages(
    topic TEXT NOT NULL, number INTEGER NOT NULL, at INTEGER NOT NULL, key TEXT NOT NULL, headers TEXT NOT NULL,
    value BLOB NOT NULL, PRIMARY KEY (topic, number))`,
  `CREATE TABLE offsets(
    consumer_group TEXT NOT NULL, topic TEXT NOT NULL, number INTEGER NOT NULL,
    PRIMARY KEY (consumer_group, topic)) WITHOUT ROWID`,
  `CREATE TABLE dead_letters(
    position INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, dead_topic TEXT NOT NULL, consumer_group TEXT NOT NULL,
    reason TEXT NOT NULL, topic TEXT NOT NULL, key TEXT NOT NULL, headers TEXT NOT NULL, value BLOB NOT NULL)`,
  "CREATE INDEX dead_letters_of ON dead_letters(dead_topic, consumer_group, position)",
];

/** Makes the log's tables in a new file; refuses a file of another layout. */
export function prepareTables(database: Database): void {
  const found = Number(database.sql("PRAGMA user_version").get()?.["user_version"] ?? 0);
  if (found === layout) return;
  if (found !== 0) {
    throw new DataUnusable(
      `${database.file} has layout ${found}; this version reads ${layout}. Choose another OMNI_DATA_DIR.`,
    );
  }
  database.transaction(() => {
    for (const table of tables) database.sql(table).run();
    database.sql(`PRAGMA user_version = ${layout}`).run();
  });
}
