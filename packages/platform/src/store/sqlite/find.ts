import type { Scope } from "@omni/kernel";
import type { StatementSync } from "node:sqlite";
import { totalMax, type Condition, type Found, type IndexValue, type Match, type Query } from "../query.ts";

/**
 * A table that `find` can ask: columns tenant, id, sort_at, `i_<index>` each with an SQL index
 * `<table>_i_<index>` on (tenant, i_<index>, sort_at, id), and `<table>_sort` on (tenant, sort_at, id). `many` names
 * the indexes that live in `<table>_many` (tenant, name, value, sort_at, id). `value` is the column that is answered.
 */
export interface FindableTable {
  readonly table: string;
  readonly indexes: readonly string[];
  /** Columns `i_<filter>` without an SQL index of their own: they narrow what an index has found. */
  readonly filters?: readonly string[];
  readonly many: readonly string[];
  readonly value: string;
}

type Prepare = (text: string) => StatementSync;
type Parameter = string | number;

interface Branch {
  readonly from: string;
  /** The table that drives, in whose order rows come. */
  readonly driver: "d" | "m";
  readonly where: string;
  readonly parameters: readonly Parameter[];
}

interface FoundRow {
  readonly id: string;
  readonly sort_at: number;
  readonly value: string;
}

/** Answers a query on one index per branch (`INDEXED BY`: it fails rather than scans), in order, with its total. */
export function find(prepare: Prepare, shape: FindableTable, scope: Scope, query: Query): Found<string> {
  const branches = query.any.flatMap(expand).map((condition) => branchOf(prepare, shape, scope, condition));
  const offset = "page" in query.start ? (query.start.page - 1) * query.perPage : 0;
  const rows = readRows(prepare, shape, branches, query, offset);
  const items = rows.slice(0, query.perPage);
  // The last page has shown how many there are.
  const isLast = "page" in query.start && (rows.length > 0 || offset === 0) && rows.length <= query.perPage;
  const total = isLast ? offset + rows.length : countRows(prepare, branches);
  const last = items.at(-1);
  return {
    items: items.map((row) => row.value),
    total: Math.min(total, totalMax),
    totalIsExact: total <= totalMax,
    ...(rows.length > query.perPage && last ? { next: { at: last.sort_at, id: last.id } } : {}),
  };
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
  for (const branch of branches) {
    if (total > totalMax) return total;
    total += countUpTo(prepare, branch, totalMax + 1 - total);
  }
  return total;
}

function countUpTo(prepare: Prepare, { from, where, parameters }: Omit<Branch, "driver">, limit: number): number {
  const row = prepare(`SELECT count(*) AS n FROM (SELECT 1 FROM ${from} WHERE ${where} LIMIT ?)`).get(
    ...parameters,
    limit,
  );
  return Number(row?.["n"] ?? 0);
}

/** One condition per value of an `in` that stands alone: each then walks its own index in order. */
function expand(condition: Condition): readonly Condition[] {
  const equal = Object.values(condition).some((match) => typeof match !== "object");
  const alternatives = Object.entries(condition).find(([, match]) => typeof match === "object" && "in" in match);
  if (equal || !alternatives) return [condition];
  const [name, match] = alternatives;
  return typeof match === "object" && "in" in match
    ? match.in.map((value) => ({ ...condition, [name]: value }))
    : [condition];
}

function branchOf(prepare: Prepare, shape: FindableTable, scope: Scope, condition: Condition): Branch {
  const [driver, ...others] = Object.entries(condition).filter(([name]) => shape.many.includes(name));
  const rest = Object.fromEntries(Object.entries(condition).filter(([name]) => !shape.many.includes(name)));
  const residual = matches(shape, rest);
  if (driver) return manyBranch(shape, scope, driver, [residual, ...others.map((other) => alsoIn(shape, other))]);
  const index = drivingIndex(prepare, shape, scope, rest);
  return {
    driver: "d",
    from: `${shape.table} AS d INDEXED BY ${index}`,
    where: ["d.tenant = ?", ...residual.terms].join(" AND "),
    parameters: [scope.tenantId, ...residual.parameters],
  };
}

function manyBranch(
  shape: FindableTable,
  scope: Scope,
  [name, match]: [string, Match],
  residuals: readonly Terms[],
): Branch {
  return {
    driver: "m",
    // CROSS JOIN keeps SQLite from turning the join around: the many-table drives, in its own order.
    from: `${shape.table}_many AS m CROSS JOIN ${shape.table} AS d ON d.tenant = m.tenant AND d.id = m.id`,
    where: ["m.tenant = ?", "m.name = ?", "m.value = ?", ...residuals.flatMap(({ terms }) => terms)].join(" AND "),
    parameters: [scope.tenantId, name, equalTo(shape, name, match), ...residuals.flatMap((one) => one.parameters)],
  };
}

/** A second many-valued index: one look-up by key for each row that the first has found. */
const alsoIn = (shape: FindableTable, [name, match]: [string, Match]): Terms => ({
  terms: [
    `EXISTS (SELECT 1 FROM ${shape.table}_many AS o WHERE o.tenant = d.tenant AND o.name = ? AND o.value = ? ` +
      "AND o.sort_at = d.sort_at AND o.id = d.id)",
  ],
  parameters: [name, equalTo(shape, name, match)],
});

function equalTo(shape: FindableTable, name: string, match: Match): IndexValue {
  if (typeof match !== "object") return match;
  throw new Error(`${shape.table}.${name}: a many-valued index is asked by equality only`);
}

interface Terms {
  readonly terms: readonly string[];
  readonly parameters: readonly Parameter[];
}

function matches(shape: FindableTable, condition: Condition): Terms {
  const terms: string[] = [];
  const parameters: Parameter[] = [];
  for (const [name, match] of Object.entries(condition)) {
    const column = name === "at" ? "d.sort_at" : `d.i_${known(shape, name)}`;
    if (typeof match !== "object") {
      terms.push(`${column} = ?`);
      parameters.push(match);
    } else if ("in" in match) {
      terms.push(`${column} IN (${match.in.map(() => "?").join(",")})`);
      parameters.push(...match.in);
    } else {
      for (const [bound, sign] of [
        [match.from, ">="],
        [match.to, "<="],
      ] as const) {
        if (bound === undefined) continue;
        terms.push(`${column} ${sign} ?`);
        parameters.push(bound);
      }
    }
  }
  return { terms, parameters };
}

function known(shape: FindableTable, name: string): string {
  if (!shape.indexes.includes(name) && !shape.filters?.includes(name))
    throw new Error(`${shape.table} declares no index ${name}`);
  return name;
}

const estimateMax = 1000;

/** The index that leaves the fewest rows to look at, by a count on the indexes alone; without one, the order itself. */
function drivingIndex(prepare: Prepare, shape: FindableTable, scope: Scope, condition: Condition): string {
  const candidates = Object.entries(condition).filter(([name]) => name !== "at" && !shape.filters?.includes(name));
  const [first, ...others] = candidates;
  if (!first) return `${shape.table}_sort`;
  if (others.length === 0) return indexOf(shape, first[0]);
  const estimates = candidates.map(([name, match]) => {
    const { terms, parameters } = matches(shape, { [name]: match });
    const branch = {
      from: `${shape.table} AS d INDEXED BY ${indexOf(shape, name)}`,
      where: ["d.tenant = ?", ...terms].join(" AND "),
      parameters: [scope.tenantId, ...parameters],
    };
    // Rows of a range have to be sorted, rows of one value come in order.
    return { name, rows: countUpTo(prepare, branch, estimateMax), inOrder: typeof match !== "object" };
  });
  const better = (left: (typeof estimates)[number], right: (typeof estimates)[number]) =>
    right.rows < left.rows || (right.rows === left.rows && right.inOrder && !left.inOrder) ? right : left;
  return indexOf(shape, estimates.reduce(better).name);
}

const indexOf = (shape: FindableTable, name: string): string => `${shape.table}_i_${known(shape, name)}`;
