import type { Scope } from "@omni/kernel";
import type { Condition, Match } from "../query.ts";
import { countUpTo, equalTo, indexOf, known, type FindableTable, type Parameter, type Prepare } from "./findable.ts";
import { matches, type Terms } from "./terms.ts";

/** One condition, answered on one index (`INDEXED BY`: it fails rather than scans). */
export interface Branch {
  readonly from: string;
  /** The table that drives, in whose order rows come. */
  readonly driver: "d" | "m";
  readonly where: string;
  readonly parameters: readonly Parameter[];
}

/** One condition per value of an `in` that stands alone: each then walks its own index in order. */
export function expand(condition: Condition): readonly Condition[] {
  const equal = Object.values(condition).some((match) => typeof match !== "object");
  const alternatives = Object.entries(condition).find(([, match]) => typeof match === "object" && "in" in match);
  if (equal || !alternatives) return [condition];
  const [name, match] = alternatives;
  return typeof match === "object" && "in" in match
    ? match.in.map((value) => ({ ...condition, [name]: value }))
    : [condition];
}

/** Whether the index in the order of lists carries all that a condition asks for. */
export const isCarried = ({ order }: FindableTable, condition: Condition): boolean =>
  Object.keys(condition).every((name) => name === "at" || order.carries.includes(name));

/** The branch of a condition; `undefined` when no index leaves few enough rows to look at and `mayWalk`. */
export function branchOf(
  prepare: Prepare,
  shape: FindableTable,
  scope: Scope,
  condition: Condition,
  mayWalk: boolean,
): Branch | undefined {
  const [driver, ...others] = Object.entries(condition).filter(([name]) => shape.many.includes(name));
  const rest = Object.fromEntries(Object.entries(condition).filter(([name]) => !shape.many.includes(name)));
  const residual = matches(shape, rest);
  if (driver) return manyBranch(shape, scope, driver, [residual, ...others.map((other) => alsoIn(shape, other))]);
  const index = drivingIndex(prepare, shape, scope, rest, mayWalk);
  if (index === undefined) return undefined;
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

/** As many rows are looked up in some 5 ms, and as many of a range are put in order. */
const lookedUpMax = 4_000;

/**
 * The index that leaves the fewest rows to look at, by a count on the indexes alone; without one, the order itself.
 * Where they are many and one has to look at each, there is none.
 */
function drivingIndex(
  prepare: Prepare,
  shape: FindableTable,
  scope: Scope,
  condition: Condition,
  mayWalk: boolean,
): string | undefined {
  const candidates = Object.entries(condition).filter(([name]) => name !== "at" && !shape.filters?.includes(name));
  const [first, ...others] = candidates;
  if (!first) return shape.order.index;
  if (others.length === 0 && typeof first[1] !== "object") return indexOf(shape, first[0]);
  const estimates = candidates.map(([name, match]) => {
    const { terms, parameters } = matches(shape, { [known(shape, name)]: match });
    const from = `${shape.table} AS d INDEXED BY ${indexOf(shape, name)}`;
    const where = ["d.tenant = ?", ...terms].join(" AND ");
    const rows = countUpTo(prepare, from, where, [scope.tenantId, ...parameters], lookedUpMax);
    // Rows of a range have to be sorted, rows of one value come in order.
    return { name, rows, inOrder: typeof match !== "object" };
  });
  const better = (left: (typeof estimates)[number], right: (typeof estimates)[number]) =>
    right.rows < left.rows || (right.rows === left.rows && right.inOrder && !left.inOrder) ? right : left;
  const best = estimates.reduce(better);
  return mayWalk && best.rows >= lookedUpMax ? undefined : indexOf(shape, best.name);
}
