import type { Scope } from "@omni/kernel";
import type { Condition, IndexValue, Match, Position, Query } from "../query.ts";
import { manyIndex, orderIndex, valueIndex } from "./layout.ts";

/** What can be asked: rows with tenant, id, at, `i.<index>` and `m.<many>`, and the indexes of `layout.ts` on them. */
export interface Askable {
  readonly name: string;
  readonly indexes: readonly string[];
  readonly many: readonly string[];
}

export type Filter = Record<string, unknown>;

/** The filter of one condition: it names the tenant first, and each field once. Throws on what is not declared. */
export function filterOf(askable: Askable, scope: Scope, condition: Condition): Filter {
  const filter: Filter = { tenant: { $eq: scope.tenantId } };
  for (const [name, match] of Object.entries(condition)) {
    const terms = termsOf(match);
    if (askable.many.includes(name)) filter[`m.${name}`] = { $eq: equalTo(askable, name, match) };
    else if (Object.keys(terms).length > 0) filter[name === "at" ? "at" : `i.${known(askable, name)}`] = terms;
    else known(askable, name === "at" ? undefined : name);
  }
  return filter;
}

function termsOf(match: Match): Filter {
  if (typeof match !== "object") return { $eq: match };
  if ("in" in match) return { $in: match.in };
  return {
    ...(match.from === undefined ? {} : { $gte: match.from }),
    ...(match.to === undefined ? {} : { $lte: match.to }),
  };
}

/** Rows after a position. The bound on `at` narrows the index; the rest settles those of the same millisecond. */
export function beyond({ at, id }: Position, order: Query["order"]): Filter {
  const [reaching, past] = order === "asc" ? ["$gte", "$gt"] : ["$lte", "$lt"];
  return { at: { [reaching]: at }, $or: [{ at: { [past]: at } }, { at, id: { [past]: id } }] };
}

function equalTo({ name: list }: Askable, name: string, match: Match): IndexValue {
  if (typeof match !== "object") return match;
  throw new Error(`${list}.${name}: a many-valued index is asked by equality only`);
}

function known(askable: Askable, name: string): string;
function known(askable: Askable, name: string | undefined): string | undefined;
function known({ name: list, indexes }: Askable, name: string | undefined): string | undefined {
  if (name !== undefined && !indexes.includes(name)) throw new Error(`${list} declares no index ${name}`);
  return name;
}

/** Counts rows that a filter finds through an index, up to a limit. */
export type CountUpTo = (filter: Filter, hint: string, limit: number) => Promise<number>;

const estimateMax = 1_000;

/**
 * The index that leaves the fewest rows to look at: a many-valued one if there is one, else an equality, else what
 * else is named, else the order alone. Several equalities are estimated.
 */
export async function drivingIndex(
  askable: Askable,
  scope: Scope,
  condition: Condition,
  countUpTo: CountUpTo,
): Promise<string> {
  const entries = Object.entries(condition).filter(([name]) => name !== "at");
  const many = entries.find(([name]) => askable.many.includes(name));
  if (many) return manyIndex(many[0]);
  const equal = entries.filter(([, match]) => typeof match !== "object");
  const [first] = equal.length > 0 ? equal : entries;
  if (!first) return orderIndex;
  if (equal.length < 2) return valueIndex(known(askable, first[0]));
  const estimates = await Promise.all(
    equal.map(async ([name, match]) => {
      const index = valueIndex(known(askable, name));
      return { index, rows: await countUpTo(filterOf(askable, scope, { [name]: match }), index, estimateMax) };
    }),
  );
  return estimates.reduce((left, right) => (right.rows < left.rows ? right : left)).index;
}
