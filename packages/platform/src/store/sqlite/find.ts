import type { Scope } from "@omni/kernel";
import { totalMax, type Found, type Query } from "../query.ts";
import { branchOf, expand, isCarried, type Branch } from "./branch.ts";
import { countUpTo, foundOf, type FindableTable, type FoundRow, type Parameter, type Prepare } from "./findable.ts";
import { walk } from "./walk.ts";

export type { FindableTable } from "./findable.ts";

/**
 * Answers a query in order, with its total: on one index per condition, in one turn of the event loop; or, where each
 * index of a condition leaves many rows to look at, on a walk through the index that carries all their values, in turns.
 */
export async function find(prepare: Prepare, shape: FindableTable, scope: Scope, query: Query): Promise<Found<string>> {
  const conditions = query.any.flatMap(expand);
  const mayWalk = conditions.every((condition) => isCarried(shape, condition));
  const branches: Branch[] = [];
  for (const condition of conditions) {
    const branch = branchOf(prepare, shape, scope, condition, mayWalk);
    if (branch === undefined) return walk(prepare, shape, scope, { ...query, any: conditions });
    branches.push(branch);
  }
  return onIndexes(prepare, shape, branches, query);
}

function onIndexes(prepare: Prepare, shape: FindableTable, branches: readonly Branch[], query: Query): Found<string> {
  const offset = "page" in query.start ? (query.start.page - 1) * query.perPage : 0;
  const rows = readRows(prepare, shape, branches, query, offset);
  // The last page has shown how many there are.
  const isLast = "page" in query.start && (rows.length > 0 || offset === 0) && rows.length <= query.perPage;
  return foundOf(rows, query.perPage, isLast ? offset + rows.length : countRows(prepare, branches));
}

function readRows(
  prepare: Prepare,
  shape: FindableTable,
  branches: readonly Branch[],
  query: Query,
  offset: number,
): FoundRow[] {
  const direction = query.order === "asc" ? "ASC" : "DESC";
  const order = `ORDER BY sort_at ${direction}, id ${direction}`;
  const after = "after" in query.start ? query.start.after : undefined;
  const wanted = offset + query.perPage + 1;
  const parameters: Parameter[] = [];
  const selects = branches.map((branch) => {
    parameters.push(...branch.parameters);
    if (after) parameters.push(after.at, after.id);
    parameters.push(wanted);
    const { driver, from, where } = branch;
    const beyond = after ? ` AND (${driver}.sort_at, ${driver}.id) ${query.order === "asc" ? ">" : "<"} (?, ?)` : "";
    return (
      `SELECT * FROM (SELECT d.sort_at, d.id, d.${shape.value} AS value FROM ${from} WHERE ${where}${beyond} ` +
      `ORDER BY ${driver}.sort_at ${direction}, ${driver}.id ${direction} LIMIT ?)`
    );
  });
  parameters.push(query.perPage + 1, offset);
  const rows = prepare(`${selects.join(" UNION ALL ")} ${order} LIMIT ? OFFSET ?`).all(...parameters);
  // The columns are those that the statement above names.
  return rows as unknown as FoundRow[];
}

function countRows(prepare: Prepare, branches: readonly Branch[]): number {
  let total = 0;
  for (const { from, where, parameters } of branches) {
    if (total > totalMax) return total;
    total += countUpTo(prepare, from, where, parameters, totalMax + 1 - total);
  }
  return total;
}
