import type { Scope } from "@omni/kernel";
import type { ClientSession, Model } from "mongoose";
import { totalMax, type Found, type Position, type Query } from "../query.ts";
import { bounded, maxTimeMS } from "./bounded.ts";
import { beyond, drivingIndex, filterOf, type Askable, type Filter } from "./conditions.ts";

/** A collection that `find` can ask, and the field that it answers. */
export interface Findable<Document> extends Askable {
  readonly model: Model<Document>;
  readonly value: "summary" | "value";
}

interface Branch {
  readonly filter: Filter;
  readonly after: Filter | undefined;
  readonly hint: string;
}

interface FoundRow extends Position {
  readonly _id: string;
  readonly value: string;
}

/** What one query needs of the collection: all of it bounded, with the index named, on one snapshot if it has parts. */
interface Reader {
  rows(
    branch: Branch,
    window: { readonly skip: number; readonly limit: number },
    withValue: boolean,
  ): Promise<FoundRow[]>;
  countUpTo(filter: Filter, hint: string, limit: number): Promise<number>;
  /** The values of rows that were read without. */
  values(ids: readonly string[]): Promise<ReadonlyMap<string, string>>;
}

/** Answers a query on one index per branch, in the order of (at, id), with its total. Throws on what is not declared. */
export async function find<Document>(findable: Findable<Document>, scope: Scope, query: Query): Promise<Found<string>> {
  const read = reader(findable, query, undefined);
  const branches: Branch[] = [];
  for (const condition of query.any) {
    branches.push({
      filter: filterOf(findable, scope, condition),
      after: "after" in query.start ? beyond(query.start.after, query.order) : undefined,
      hint: await drivingIndex(findable, scope, condition, read.countUpTo),
    });
  }
  if (branches.length < 2) return answer(read, branches, query);
  // A row that changes from one condition to another between two reads would be found twice, or not at all.
  const session = await bounded(() => findable.model.db.startSession({ snapshot: true, causalConsistency: false }));
  try {
    return await answer(reader(findable, query, session), branches, query);
  } finally {
    await session.endSession();
  }
}

async function answer(read: Reader, branches: readonly Branch[], query: Query): Promise<Found<string>> {
  const [only] = branches;
  const rows =
    only && branches.length === 1 ? await onePage(read, only, query) : await mergedPage(read, branches, query);
  // The last page has shown how many there are.
  const isFirst = offsetOf(query) === 0;
  const isLast = "page" in query.start && (rows.length > 0 || isFirst) && rows.length <= query.perPage;
  const total = isLast ? offsetOf(query) + rows.length : await countAll(read, branches);
  const items = rows.slice(0, query.perPage);
  const last = items.at(-1);
  return {
    items: items.map(({ value }) => value),
    total: Math.min(total, totalMax),
    totalIsExact: total <= totalMax,
    ...(rows.length > query.perPage && last ? { next: { at: last.at, id: last.id } } : {}),
  };
}

const offsetOf = ({ start, perPage }: Query): number => ("page" in start ? (start.page - 1) * perPage : 0);

const onePage = (read: Reader, branch: Branch, query: Query): Promise<FoundRow[]> =>
  read.rows(branch, { skip: offsetOf(query), limit: query.perPage + 1 }, true);

/** Each branch is in order; far pages are merged from index entries alone. */
async function mergedPage(read: Reader, branches: readonly Branch[], query: Query): Promise<readonly FoundRow[]> {
  const offset = offsetOf(query);
  const window = { skip: 0, limit: offset + query.perPage + 1 };
  const rows: FoundRow[] = [];
  for (const branch of branches) rows.push(...(await read.rows(branch, window, offset === 0)));
  const sign = query.order === "asc" ? 1 : -1;
  const merged = rows
    .toSorted((left, right) => sign * (left.at - right.at || (left.id < right.id ? -1 : 1)))
    .slice(offset, offset + query.perPage + 1);
  if (offset === 0) return merged;
  const values = await read.values(merged.map(({ _id }) => _id));
  return merged.map((row) => ({ ...row, value: values.get(row._id) ?? "" }));
}

async function countAll(read: Reader, branches: readonly Branch[]): Promise<number> {
  let total = 0;
  for (const { filter, hint } of branches) {
    if (total > totalMax) break;
    total += await read.countUpTo(filter, hint, totalMax + 1 - total);
  }
  return total;
}

function reader<Document>(
  { model, value }: Findable<Document>,
  { order }: Query,
  session: ClientSession | undefined,
): Reader {
  const direction = order === "asc" ? 1 : -1;
  const options = {
    maxTimeMS,
    ...(session ? { session, readConcern: "snapshot" as const } : {}),
  };
  type Row = { readonly _id: string; readonly at: number; readonly id: string } & Partial<Record<typeof value, string>>;
  return {
    rows: async ({ filter, after, hint }, { skip, limit }, withValue) => {
      const asked = after ? { $and: [filter, after] } : filter;
      const projection = { at: 1, id: 1, ...(withValue ? { [value]: 1 } : {}) };
      const found = await bounded(() =>
        model
          .find(undefined, projection, { ...options, allowDiskUse: true })
          .where(asked)
          .hint(hint)
          .sort({ at: direction, id: direction })
          .skip(skip)
          .limit(limit)
          .lean<Row[]>(),
      );
      return found.map((row) => ({ _id: row._id, at: row.at, id: row.id, value: row[value] ?? "" }));
    },
    countUpTo: (filter, hint, limit) =>
      bounded(() => model.countDocuments(undefined, { ...options, hint, limit }).where(filter)),
    values: async (ids) => {
      const found = await bounded(() =>
        model
          .find(undefined, { [value]: 1 }, options)
          .where({ _id: { $in: ids } })
          .lean<Row[]>(),
      );
      return new Map(found.map((row) => [row._id, row[value] ?? ""]));
    },
  };
}
