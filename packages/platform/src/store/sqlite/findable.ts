import type { StatementSync } from "node:sqlite";
import { totalMax, type Found, type IndexValue, type Match } from "../query.ts";

/**
 * A table that `find` can ask: columns tenant, id, sort_at, `i_<index>` each with an SQL index
 * `<table>_i_<index>` on (tenant, i_<index>, sort_at, id), and `order`. `many` names the indexes that live in
 * `<table>_many` (tenant, name, value, sort_at, id). `value` is the column that is answered.
 */
export interface FindableTable {
  readonly table: string;
  readonly indexes: readonly string[];
  /** Columns `i_<filter>` without an SQL index of their own: they narrow what an index has found. */
  readonly filters?: readonly string[];
  readonly many: readonly string[];
  readonly value: string;
  /**
   * The SQL index in the order of lists: on (tenant, sort_at, id) and what it carries of the columns `i_<index>`. Where it
   * carries any, the table has a column `number` that grows with every row.
   */
  readonly order: { readonly index: string; readonly carries: readonly string[] };
}

export type Prepare = (text: string) => StatementSync;
export type Parameter = string | number;

export interface FoundRow {
  readonly id: string;
  readonly sort_at: number;
  readonly value: string;
}

/** What the rows of a page and those that it was cut from come to. `rows` has one more than the page, if there is one. */
export function foundOf(rows: readonly FoundRow[], perPage: number, total: number): Found<string> {
  const items = rows.slice(0, perPage);
  const last = items.at(-1);
  return {
    items: items.map((row) => row.value),
    total: Math.min(total, totalMax),
    totalIsExact: total <= totalMax,
    ...(rows.length > perPage && last ? { next: { at: last.sort_at, id: last.id } } : {}),
  };
}

export function known(shape: FindableTable, name: string): string {
  if (!shape.indexes.includes(name) && !shape.filters?.includes(name))
    throw new Error(`${shape.table} declares no index ${name}`);
  return name;
}

export const indexOf = (shape: FindableTable, name: string): string => `${shape.table}_i_${known(shape, name)}`;

export function equalTo(shape: FindableTable, name: string, match: Match): IndexValue {
  if (typeof match !== "object") return match;
  throw new Error(`${shape.table}.${name}: a many-valued index is asked by equality only`);
}

/** Counts rows up to a limit. */
export function countUpTo(
  prepare: Prepare,
  from: string,
  where: string,
  parameters: readonly Parameter[],
  limit: number,
) {
  const row = prepare(`SELECT count(*) AS n FROM (SELECT 1 FROM ${from} WHERE ${where} LIMIT ?)`).get(
    ...parameters,
    limit,
  );
  return Number(row?.["n"] ?? 0);
}
