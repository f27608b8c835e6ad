import type { Condition, Match, Query } from "../store/query.ts";
import type { ProjectionDeclaration } from "./port.ts";

/**
 * Words a query so that `find` walks an index and never takes a filter for one: a filter has no index of its own.
 * Throws when a condition names a filter but no index by equality.
 */
export const driveByIndex = (query: Query, declaration: ProjectionDeclaration): Query =>
  declaration.filters ? { ...query, any: query.any.map((condition) => reword(condition, declaration)) } : query;

function reword(condition: Condition, { name, indexes, filters = [] }: ProjectionDeclaration): Condition {
  const entries = Object.entries(condition);
  const narrowing = entries.filter(([column]) => filters.includes(column)).map(([column]) => column);
  if (narrowing.length === 0) return condition;
  const driven = entries.some(([column, match]) => indexes.includes(column) && typeof match !== "object");
  if (!driven) throw new Error(`${name}: ${narrowing.join()} narrows no index`);
  return Object.fromEntries(
    entries.map(([column, match]) => [column, filters.includes(column) ? oneOf(match) : match]),
  );
}

// `find` drives a condition by what it names by equality; one of one value says the same and is left to narrow.
const oneOf = (match: Match): Match => (typeof match === "object" ? match : { in: [match] });
