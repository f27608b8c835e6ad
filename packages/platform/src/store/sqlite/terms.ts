import type { Condition, Match } from "../query.ts";
import { known, type FindableTable, type Parameter } from "./findable.ts";

/** What stands in a WHERE, all of it joined by AND. */
export interface Terms {
  readonly terms: readonly string[];
  readonly parameters: readonly Parameter[];
}

/** The terms of one condition on the table `d`, whose time is `at`. Throws on a name that is not declared. */
export function matches(shape: FindableTable, condition: Condition, at = "d.sort_at"): Terms {
  const terms: string[] = [];
  const parameters: Parameter[] = [];
  for (const [name, match] of Object.entries(condition)) {
    const column = name === "at" ? at : `d.i_${known(shape, name)}`;
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

/** The end of a WHERE that holds where any of the conditions does; what they share stands there once. */
export function anyOf(
  shape: FindableTable,
  any: readonly Condition[],
): { readonly text: string; readonly parameters: readonly Parameter[] } {
  // The plus keeps SQLite from cutting the index by the time of a condition: the walk cuts it by its turns.
  const at = "+d.sort_at";
  const shared = matches(shape, sharedBy(any), at);
  const each = any.map((condition) => matches(shape, without(condition, sharedBy(any)), at));
  const union = each.map(({ terms }) => (terms.length === 0 ? "1" : terms.join(" AND "))).join(" OR ");
  const text = [...shared.terms, `(${union})`].map((term) => ` AND ${term}`).join("");
  return { text, parameters: [...shared.parameters, ...each.flatMap(({ parameters }) => parameters)] };
}

/** What all conditions ask by the same equality. */
const sharedBy = ([first = {}, ...others]: readonly Condition[]): Condition =>
  select(first, (name, match) => typeof match !== "object" && others.every((other) => other[name] === match));

const without = (condition: Condition, shared: Condition): Condition => select(condition, (name) => !(name in shared));

const select = (condition: Condition, keep: (name: string, match: Match) => boolean): Condition =>
  Object.fromEntries(Object.entries(condition).filter(([name, match]) => keep(name, match)));

/** The earliest and the latest time that any condition allows. */
export function timesOf(any: readonly Condition[]): { readonly from: number; readonly to: number } {
  const times = any.map(({ at }) => boundsOf(at));
  return { from: Math.min(...times.map(({ from }) => from)), to: Math.max(...times.map(({ to }) => to)) };
}

function boundsOf(at: Match | undefined): { readonly from: number; readonly to: number } {
  if (at === undefined) return { from: -Infinity, to: Infinity };
  if (typeof at !== "object") return { from: Number(at), to: Number(at) };
  if ("in" in at) return { from: Math.min(...at.in.map(Number)), to: Math.max(...at.in.map(Number)) };
  return { from: Number(at.from ?? -Infinity), to: Number(at.to ?? Infinity) };
}
