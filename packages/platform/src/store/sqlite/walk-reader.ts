import type { Scope } from "@omni/kernel";
import type { Position, Query } from "../query.ts";
import { type FindableTable, type FoundRow, type Prepare } from "./findable.ts";
import { anyOf } from "./terms.ts";

/** A part of the order by its times: from behind one up to another and with it; without one, from or to the end. */
export interface Stretch {
  readonly after: number | undefined;
  readonly until: number | undefined;
}

/** What a walk reads of the table, each in one statement. */
export interface WalkReader {
  /** The time with which the next turn ends; `undefined` when it goes to the end of the stretch. */
  endOfTurn(stretch: Stretch): number | undefined;
  /** How many entries match. */
  count(stretch: Stretch): number;
  /** The rows of those that match and come behind a position. */
  rows(stretch: Stretch, behind: Position | undefined, limit: number, skip: number): readonly FoundRow[];
}

/** Some 2 ms of the event loop. */
const entriesPerTurnMax = 10_000;

export function openWalkReader(
  prepare: Prepare,
  shape: FindableTable,
  scope: Scope,
  { any, order }: Pick<Query, "any" | "order">,
  entriesPerTurn: number = entriesPerTurnMax,
): WalkReader {
  const { direction, beyond, upTo, onFrom, sign } = directions[order];
  const from = `FROM ${shape.table} AS d INDEXED BY ${shape.order.index}`;
  const inOrder = `ORDER BY d.sort_at ${direction}, d.id ${direction}`;
  const wanted = anyOf(shape, any);
  const within = ({ after, until }: Stretch) => ({
    text:
      "WHERE d.tenant = ?" +
      (after === undefined ? "" : ` AND d.sort_at ${beyond} ?`) +
      (until === undefined ? "" : ` AND d.sort_at ${upTo} ?`),
    parameters: [scope.tenantId, ...[after, until].filter((bound) => bound !== undefined)],
  });
  // Rows are numbered in the order in which they came, so many numbers are about as many entries of all tenants.
  const timeOf = (number: number): number | undefined => {
    const text = `SELECT sort_at FROM ${shape.table} WHERE number ${onFrom} ? ORDER BY number ${direction} LIMIT 1`;
    const row = prepare(text).get(number);
    return row && Number(row["sort_at"]);
  };
  return {
    endOfTurn: (stretch) => {
      const { text, parameters } = within(stretch);
      const first = prepare(`SELECT d.number, d.sort_at ${from} ${text} ${inOrder} LIMIT 1`).get(...parameters);
      if (first === undefined) return undefined;
      for (let step = entriesPerTurn; ; step *= 2) {
        const end = timeOf(Number(first["number"]) + sign * step);
        if (end === undefined || sign * end >= sign * Number(first["sort_at"])) return end;
      }
    },
    count: (stretch) => {
      const { text, parameters } = within(stretch);
      const row = prepare(`SELECT count(*) AS n ${from} ${text}${wanted.text}`).get(
        ...parameters,
        ...wanted.parameters,
      );
      return Number(row?.["n"] ?? 0);
    },
    rows: (stretch, behind, limit, skip) => {
      const { text, parameters } = within(stretch);
      const columns = `d.sort_at, d.id, d.${shape.value} AS value`;
      const position = behind === undefined ? "" : ` AND (d.sort_at, d.id) ${beyond} (?, ?)`;
      const found = prepare(
        `SELECT ${columns} ${from} ${text}${position}${wanted.text} ${inOrder} LIMIT ? OFFSET ?`,
      ).all(...parameters, ...(behind ? [behind.at, behind.id] : []), ...wanted.parameters, limit, skip);
      // The columns are those that the statement names.
      return found as unknown as FoundRow[];
    },
  };
}

const directions = {
  asc: { direction: "ASC", beyond: ">", upTo: "<=", onFrom: ">=", sign: 1 },
  desc: { direction: "DESC", beyond: "<", upTo: ">=", onFrom: "<=", sign: -1 },
} as const;
