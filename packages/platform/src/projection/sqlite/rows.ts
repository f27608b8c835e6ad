import type { Scope } from "@omni/kernel";
import type { Database } from "../../store/sqlite/database.ts";
import type { Applied, ProjectionDeclaration, Row } from "../port.ts";

type Aggregate = Pick<Applied, "scope" | "aggregate">;

/** Where a row stands: what its unique index holds beside the tenant. */
type Place = readonly [at: number, id: string];

/** The rows of one projection and how far each aggregate is; all but the reads run inside a transaction. */
export interface Rows {
  insert(scope: Scope, rows: readonly Row[]): void;
  /** Notes that the rows of this event stand for one that could not be read. */
  markGap(event: Applied): void;
  /** Takes away the rows of a gap, if there is one at this event's place; whether there was. */
  clearGap(event: Applied): boolean;
  appliedOf(aggregate: Aggregate): number;
  raise(aggregate: Aggregate, sequence: number): void;
}

export function openRows(database: Database, { name, indexes, filters = [] }: ProjectionDeclaration): Rows {
  const valued = [...indexes, ...filters];
  const columns = ["tenant", "id", "sort_at", ...valued.map((column) => `i_${column}`), "value"];
  const insertRow = `INSERT INTO ${name}(${columns.join(", ")}) VALUES (${columns.map(() => "?").join(", ")}) ON CONFLICT(tenant, sort_at, id) DO NOTHING`;
  const ofEvent = "tenant = ? AND aggregate = ? AND sequence = ?";
  return {
    insert: ({ tenantId }, rows) => {
      const statement = database.sql(insertRow);
      for (const { id, at, indexes: values, value } of rows) {
        statement.run(tenantId, id, at, ...valued.map((column) => values[column] ?? null), value);
      }
    },
    markGap: ({ scope, aggregate, sequence, rows }) => {
      const places: readonly Place[] = rows.map(({ at, id }) => [at, id]);
      database
        .sql("INSERT OR REPLACE INTO gaps(tenant, aggregate, sequence, places) VALUES (?, ?, ?, ?)")
        .run(scope.tenantId, aggregate, sequence, JSON.stringify(places));
    },
    clearGap: ({ scope, aggregate, sequence }) => {
      const key = [scope.tenantId, aggregate, sequence] as const;
      const found = database.sql(`SELECT places FROM gaps WHERE ${ofEvent}`).get(...key);
      if (!found) return false;
      // Written by `markGap`.
      for (const [at, id] of JSON.parse(String(found["places"])) as readonly Place[]) {
        database.sql(`DELETE FROM ${name} WHERE tenant = ? AND sort_at = ? AND id = ?`).run(scope.tenantId, at, id);
      }
      database.sql(`DELETE FROM gaps WHERE ${ofEvent}`).run(...key);
      return true;
    },
    appliedOf: ({ scope, aggregate }) => {
      const row = database
        .sql("SELECT sequence FROM applied WHERE tenant = ? AND aggregate = ?")
        .get(scope.tenantId, aggregate);
      return Number(row?.["sequence"] ?? 0);
    },
    raise: ({ scope, aggregate }, sequence) => {
      database
        .sql(
          "INSERT INTO applied(tenant, aggregate, sequence) VALUES (?, ?, ?) " +
            "ON CONFLICT(tenant, aggregate) DO UPDATE SET sequence = excluded.sequence",
        )
        .run(scope.tenantId, aggregate, sequence);
    },
  };
}
