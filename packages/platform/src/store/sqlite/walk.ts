import type { Scope } from "@omni/kernel";
import { setImmediate as nextTurn } from "node:timers/promises";
import { totalMax, type Found, type Position, type Query } from "../query.ts";
import { foundOf, type FindableTable, type FoundRow, type Prepare } from "./findable.ts";
import { timesOf } from "./terms.ts";
import { openWalkReader, type Stretch } from "./walk-reader.ts";

/**
 * Answers a query on a walk in the order of lists, on the index that carries all values it asks for: only rows that
 * match are looked up. Each entry is judged once and by all conditions, in one turn of the event loop, so a row that
 * moves from one condition to another meanwhile is found once.
 */
export async function walk(
  prepare: Prepare,
  shape: FindableTable,
  scope: Scope,
  query: Query,
  entriesPerTurn?: number,
): Promise<Found<string>> {
  const { perPage, start } = query;
  const reader = openWalkReader(prepare, shape, scope, query, entriesPerTurn);
  const cursor = "after" in start ? start.after : undefined;
  const rows: FoundRow[] = [];
  let { after, until } = wholeOf(query);
  let skip = "page" in start ? (start.page - 1) * perPage : 0;
  let total = 0;
  for (;;) {
    const end = endWithin(query, reader.endOfTurn({ after, until }), until);
    const turn = { after, until: end ?? until };
    const isCounted = total <= totalMax;
    const count = isCounted ? reader.count(turn) : 0;
    if (rows.length <= perPage && (count > skip || !isCounted) && !liesBehind(query, cursor, turn)) {
      const behind = liesWithin(query, cursor, turn) ? cursor : undefined;
      rows.push(...reader.rows(turn, behind, perPage + 1 - rows.length, skip));
    }
    total += count;
    skip = Math.max(0, skip - count);
    if (end === undefined || (total > totalMax && rows.length > perPage)) return foundOf(rows, perPage, total);
    // What lies before the cursor is only counted, and may have been counted enough.
    after = total > totalMax ? latest(query, end, beforeAll(query, cursor)) : end;
    await nextTurn();
  }
}

// Times grow in one order and fall in the other: times `sign` they always grow.
const signOf = ({ order }: Query): 1 | -1 => (order === "asc" ? 1 : -1);

/** All that the query can find. */
function wholeOf(query: Query): Stretch {
  const { from, to } = timesOf(query.any);
  const [first, last] = query.order === "asc" ? [from, to] : [to, from];
  return {
    after: Number.isFinite(first) ? first - signOf(query) : undefined,
    until: Number.isFinite(last) ? last : undefined,
  };
}

const endWithin = (query: Query, end: number | undefined, until: number | undefined): number | undefined =>
  end !== undefined && until !== undefined && signOf(query) * end >= signOf(query) * until ? undefined : end;

const liesBehind = (query: Query, cursor: Position | undefined, { until }: Stretch): boolean =>
  cursor !== undefined && until !== undefined && signOf(query) * cursor.at > signOf(query) * until;

const liesWithin = (query: Query, cursor: Position | undefined, turn: Stretch): boolean =>
  cursor !== undefined &&
  !liesBehind(query, cursor, turn) &&
  (turn.after === undefined || signOf(query) * cursor.at > signOf(query) * turn.after);

/** The time before all entries of the cursor's own. */
const beforeAll = (query: Query, cursor: Position | undefined): number | undefined =>
  cursor && cursor.at - signOf(query);

const latest = (query: Query, left: number, right: number | undefined): number =>
  right !== undefined && signOf(query) * right > signOf(query) * left ? right : left;
