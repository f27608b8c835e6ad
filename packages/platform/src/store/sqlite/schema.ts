import type { Shape } from "../adapter.ts";
import { DataUnusable, type Database } from "./database.ts";
import type { FindableTable } from "./findable.ts";

/** Raised when the layout below changes. */
const layout = 1;

// Events and answers are indexed under the number (rowid) of their document: what is written together lies together,
// for active aggregates are young ones. Under their random ids each write would touch a page of its own.
const commonTables = `
CREATE TABLE IF NOT EXISTS omni_meta(name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS events(
  position INTEGER PRIMARY KEY, collection TEXT NOT NULL, document INTEGER NOT NULL, sequence INTEGER NOT NULL,
  tenant TEXT NOT NULL, aggregate TEXT NOT NULL,
  at INTEGER NOT NULL, event_id TEXT NOT NULL, type TEXT NOT NULL, traceparent TEXT, text TEXT NOT NULL);
CREATE UNIQUE INDEX IF NOT EXISTS events_aggregate ON events(collection, document, sequence);
CREATE TABLE IF NOT EXISTS answers(
  number INTEGER PRIMARY KEY, collection TEXT NOT NULL, document INTEGER NOT NULL, key_hash TEXT NOT NULL,
  fingerprint TEXT NOT NULL, etag TEXT NOT NULL, expires_at INTEGER NOT NULL, encoded BLOB);
CREATE UNIQUE INDEX IF NOT EXISTS answers_key ON answers(collection, document, key_hash);
`;

/** Makes what is missing of the tables; a file of another layout is refused. */
export function prepareTables(database: Database, shapes: readonly Shape[]): void {
  database.transaction(() => {
    for (const statement of commonTables.split(";\n")) run(database, statement);
    const found = readMeta(database, "layout");
    if (found !== undefined && found !== String(layout)) {
      throw new DataUnusable(
        `${database.file} has layout ${found}; this version reads ${layout}. Choose another OMNI_DATA_DIR.`,
      );
    }
    writeMeta(database, "layout", String(layout));
    for (const shape of shapes) prepareCollection(database, shape);
  });
}

function prepareCollection(database: Database, shape: Shape): void {
  refuseOtherShape(database, shape);
  const columns = shape.indexes.map((name) => `i_${name},`).join(" ");
  // The state comes last: a list reads summaries without touching the pages of large states.
  run(
    database,
    `CREATE TABLE IF NOT EXISTS ${shape.name}(
      number INTEGER PRIMARY KEY, tenant TEXT NOT NULL, id TEXT NOT NULL, sort_at INTEGER NOT NULL, version INTEGER NOT NULL,
      sequence INTEGER NOT NULL, head TEXT NOT NULL, last_at INTEGER NOT NULL, schema INTEGER NOT NULL, due_at INTEGER,
      birth_key TEXT, birth_fingerprint TEXT, birth_etag TEXT, birth_chosen INTEGER, ${columns} summary TEXT NOT NULL, state TEXT NOT NULL)`,
  );
  run(database, `CREATE UNIQUE INDEX IF NOT EXISTS ${shape.name}_id ON ${shape.name}(tenant, id)`);
  const { index, carries } = orderOf(shape);
  const carried = carries.map((name) => `, i_${name}`).join("");
  run(database, `CREATE INDEX IF NOT EXISTS ${index} ON ${shape.name}(tenant, sort_at, id${carried})`);
  // What was there before the order carried anything.
  run(database, `DROP INDEX IF EXISTS ${shape.name}_sort`);
  run(database, `CREATE INDEX IF NOT EXISTS ${shape.name}_due ON ${shape.name}(due_at) WHERE due_at IS NOT NULL`);
  run(
    database,
    `CREATE INDEX IF NOT EXISTS ${shape.name}_birth ON ${shape.name}(tenant, birth_key) WHERE birth_chosen IS NOT NULL`,
  );
  for (const name of shape.indexes) {
    run(
      database,
      `CREATE INDEX IF NOT EXISTS ${shape.name}_i_${name} ON ${shape.name}(tenant, i_${name}, sort_at, id)`,
    );
  }
  if (shape.manyIndexes.length > 0) {
    run(
      database,
      `CREATE TABLE IF NOT EXISTS ${shape.name}_many(
        tenant TEXT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL, sort_at INTEGER NOT NULL, id TEXT NOT NULL,
        PRIMARY KEY (tenant, name, value, sort_at, id)) WITHOUT ROWID`,
    );
    run(database, `CREATE INDEX IF NOT EXISTS ${shape.name}_many_id ON ${shape.name}_many(tenant, id, name)`);
  }
  if (shape.unique) {
    run(
      database,
      `CREATE TABLE IF NOT EXISTS ${shape.name}_unique(
        tenant TEXT NOT NULL, key TEXT NOT NULL, id TEXT NOT NULL, PRIMARY KEY (tenant, key)) WITHOUT ROWID`,
    );
    run(database, `CREATE INDEX IF NOT EXISTS ${shape.name}_unique_id ON ${shape.name}_unique(tenant, id)`);
  }
}

/**
 * The index in the order of lists. It carries the values of all others, so that filters of which each fits many rows and
 * together few are answered without looking at each row.
 */
export const orderOf = (shape: Shape): FindableTable["order"] => ({
  index: `${shape.name}_order`,
  carries: shape.indexes,
});

/** Columns are made once: a file of a version that declared other indexes cannot be asked by this one. */
function refuseOtherShape(database: Database, shape: Shape): void {
  const declared = JSON.stringify([shape.indexes, shape.manyIndexes, shape.unique]);
  const found = readMeta(database, `shape of ${shape.name}`);
  if (found !== undefined && found !== declared) {
    throw new DataUnusable(
      `${database.file} was made by a version that keeps other indexes of ${shape.name}. Choose another OMNI_DATA_DIR.`,
    );
  }
  writeMeta(database, `shape of ${shape.name}`, declared);
}

const run = (database: Database, statement: string): void => {
  if (statement.trim() !== "") database.sql(statement).run();
};

export function readMeta(database: Database, name: string): string | undefined {
  const value = database.sql("SELECT value FROM omni_meta WHERE name = ?").get(name)?.["value"];
  return typeof value === "string" ? value : undefined;
}

export const writeMeta = (database: Database, name: string, value: string): void => {
  database
    .sql("INSERT INTO omni_meta(name, value) VALUES (?, ?) ON CONFLICT(name) DO UPDATE SET value = excluded.value")
    .run(name, value);
};
