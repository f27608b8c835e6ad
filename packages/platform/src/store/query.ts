import { accepted, canonicalJson, invalid, refusal, type Refusal, type Result } from "@omni/kernel";
import { createHash } from "node:crypto";

export type IndexValue = string | number;

/** Equality, one of several (at most 20), or a range with both ends included. */
export type Match =
  | IndexValue
  | { readonly in: readonly IndexValue[] }
  | { readonly from?: IndexValue; readonly to?: IndexValue };

/** All matches of one condition must hold. `at` is the time by which rows are ordered (createdAt, occurredAt). */
export type Condition = Readonly<Record<string, Match>>;

/** Where to start: a page counted from 1, or after a row. */
export type Start = { readonly page: number } | { readonly after: Position };

export interface Position {
  readonly at: number;
  readonly id: string;
}

/** A tenant-bound query over declared indexes, answered in the order of (at, id). Never a scan of other tenants. */
export interface Query {
  /** At most 4 conditions that exclude each other; a row is found when one holds. `[{}]` finds every row. */
  readonly any: readonly Condition[];
  readonly order: "asc" | "desc";
  readonly start: Start;
  readonly perPage: number;
}

export interface Found<Item> {
  readonly items: readonly Item[];
  /** Exact up to `totalMax`; above it `totalMax`, with `totalIsExact: false`. */
  readonly total: number;
  readonly totalIsExact: boolean;
  /** The last row's position when there are more. */
  readonly next?: Position;
}

/** Contract §1, "Lists": the bound of exact totals and of page × perPage. */
export const totalMax = 10_000;

export interface PageDefaults {
  readonly perPage: number;
  readonly perPageMax: number;
}

/** Contract §1: every list but the timeline; and the timeline. */
export const listPages: PageDefaults = { perPage: 20, perPageMax: 100 };
export const timelinePages: PageDefaults = { perPage: 50, perPageMax: 200 };

/** `page.proto`'s PageRequest as it arrives. */
export interface AskedPage {
  readonly page?: number;
  readonly perPage?: number;
  readonly cursor?: string;
}

export type Filter = Pick<Query, "any" | "order">;

/**
 * Joins a filter with the page that was asked for. Refuses a page or size out of bounds, page and cursor together, a
 * page too deep, and a cursor that does not belong to this list and these filters. `list` names both.
 */
export function pageOf(
  asked: AskedPage | null | undefined,
  defaults: PageDefaults,
  list: string,
  filter: Filter,
): Result<Query> {
  const perPage = asked?.perPage ?? defaults.perPage;
  if (perPage < 1 || perPage > defaults.perPageMax) {
    return invalid({ pointer: "?perPage", detail: `Must be from 1 to ${defaults.perPageMax}.` });
  }
  if (asked?.cursor !== undefined) {
    if (asked.page !== undefined) return invalid({ pointer: "?cursor", detail: "Send either page or cursor." });
    const after = readCursor(asked.cursor, list);
    return "ok" in after ? after : accepted({ ...filter, perPage, start: { after } });
  }
  const page = asked?.page ?? 1;
  if (page < 1) return invalid({ pointer: "?page", detail: "Must be at least 1." });
  if (page * perPage > totalMax) {
    return refusal("pagination.too_deep", { detail: `page × perPage is at most ${totalMax}; walk on with cursor.` });
  }
  return accepted({ ...filter, perPage, start: { page } });
}

/** Names a list with its filters, so that a cursor of one is not taken by another. Times that move are left out. */
export const listName = (resource: string, filters: Readonly<Record<string, unknown>>): string =>
  createHash("sha256")
    .update(`${resource}\n${canonicalJson(filters)}`)
    .digest("base64url")
    .slice(0, 10);

/** What a list reply says of its page (`common.proto`, Pagination). */
export function paginationOf(found: Found<unknown>, query: Query, list: string) {
  return {
    page: "page" in query.start ? query.start.page : 0,
    perPage: query.perPage,
    total: found.total,
    totalIsExact: found.totalIsExact,
    ...(found.next ? { nextCursor: writeCursor(found.next, list) } : {}),
  };
}

// A cursor is a place in an order, not a permission: the tenant and the filters come from the request that sends it.
const writeCursor = ({ at, id }: Position, list: string): string =>
  Buffer.from(JSON.stringify([list, at, id])).toString("base64url");

function readCursor(text: string, list: string): Position | Refusal {
  const parsed = parseCursor(text);
  return parsed?.list === list ? parsed.position : refusal("pagination.cursor_invalid");
}

function parseCursor(text: string): { list: string; position: Position } | undefined {
  if (text.length > 1000) return undefined;
  try {
    const parts: unknown = JSON.parse(Buffer.from(text, "base64url").toString("utf8"));
    if (!Array.isArray(parts) || parts.length !== 3) return undefined;
    const [list, at, id] = parts as unknown[];
    if (typeof list !== "string" || typeof at !== "number" || !Number.isSafeInteger(at) || typeof id !== "string")
      return undefined;
    return { list, position: { at, id } };
  } catch {
    return undefined;
  }
}
