import { DataUnusable, type Database } from "../../store/sqlite/database.ts";
import type { FindableTable } from "../../store/sqlite/find.ts";
import type { ProjectionDeclaration } from "../port.ts";

/** Raised when the layout below changes. */
const layout = 1;

/** The table of a projection's rows, as `find` asks it. */
export const findable = ({ name, indexes, filters = [] }: ProjectionDeclaration): FindableTable => ({
  table: name,
  indexes,
  filters,
  many: [],
  value: "value",
  order: { index: `${name}_sort`, carries: [] },
});

/** Makes the projection's tables in a new file; refuses a file of another layout. */
export function prepareTables(database: Database, declaration: ProjectionDeclaration): void {
  const found = Number(database.sql("PRAGMA user_version").get()?.["user_version"] ?? 0);
  if (found !== 0 && found !== layout) {
    throw new DataUnusable(
      `${database.file} has layout ${found}; this version reads ${layout}. Choose another OMNI_DATA_DIR.`,
    );
  }
  database.transaction(() => {
    for (const table of [...rowTables(declaration), ...progressTables]) database.sql(table).run();
    database.sql(`PRAGMA user_version = ${layout}`).run();
  });
}

function rowTables({ name, indexes, filters = [] }: ProjectionDeclaration): readonly string[] {
  const columns = [...indexes, ...filters].map((column) => `i_${column},`).join(" ");
  const riders = filters.map((filter) => `, i_${filter}`).join("");
  return [
    `CREATE TABLE IF NOT EXISTS ${name}(
      tenant TEXT NOT NULL, id TEXT NOT NULL, sort_at INTEGER NOT NULL, ${columns} value TEXT NOT NULL)`,
    // An event's time never changes, so a row that is inserted again meets itself here: it needs no index of its own.
    `CREATE UNIQUE INDEX IF NOT EXISTS ${name}_sort ON ${name}(tenant, sort_at, id)`,
    ...indexes.map(
      (index) => `CREATE INDEX IF NOT EXISTS ${name}_i_${index} ON ${name}(tenant, i_${index}, sort_at, id${riders})`,
    ),
  ];
}

const progressTables = [
  // Rows lie in the order in which aggregates were first seen, so raising young ones together touches few pages.
  `CREATE TABLE IF NOT EXISTS applied(tenant TEXT NOT NULL, aggregate TEXT NOT NULL, sequence INTEGER NOT NULL)`,
  `CREATE UNIQUE INDEX IF NOT EXISTS applied_aggregate ON applied(tenant, aggregate)`,
  // Which rows stand for an event that could not be read.
  `CREATE TABLE IF NOT EXISTS gaps(
    tenant TEXT NOT NULL, aggregate TEXT NOT NULL, sequence INTEGER NOT NULL, places TEXT NOT NULL,
    PRIMARY KEY (tenant, aggregate, sequence)) WITHOUT ROWID`,
];
