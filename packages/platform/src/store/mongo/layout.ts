import type { Shape } from "../adapter.ts";

/** One index, by the name that queries give as their hint. */
export interface IndexSpec {
  readonly name: string;
  readonly key: Readonly<Record<string, 1>>;
  readonly unique?: true;
  readonly sparse?: true;
  readonly partialFilterExpression?: Readonly<Record<string, unknown>>;
  readonly expireAfterSeconds?: number;
}

export interface CollectionSpec {
  readonly name: string;
  readonly indexes: readonly IndexSpec[];
}

/** Raised when the collections or indexes below change in a way that older processes cannot live with. */
export const layoutVersion = 1;

export const orderIndex = "order";
export const valueIndex = (name: string): string => `i_${name}`;
export const manyIndex = (name: string): string => `m_${name}`;
export const uniqueIndex = "unique";
export const birthIndex = "birth";
export const dueIndex = "due";
export const outboxIndex = "outbox";
export const expiryIndex = "expiry";

/** `_id` alone serves events by place and answers by key; what is over its time is found, and lastly removed, by time. */
const commonCollections: readonly CollectionSpec[] = [
  { name: "events", indexes: [] },
  {
    name: "answers",
    // `forgetAnswers` is the one that deletes; MongoDB itself does it a day later where no sweeper runs.
    indexes: [{ name: expiryIndex, key: { expiresAt: 1 }, expireAfterSeconds: 86_400 }],
  },
  { name: "meta", indexes: [] },
];

/** All collections of a store with their indexes. Queries start with the tenant; due work goes across tenants. */
export const storeLayout = (shapes: readonly Shape[]): readonly CollectionSpec[] => [
  ...commonCollections,
  ...shapes.map(({ name, indexes, manyIndexes, unique }) => ({
    name,
    indexes: [
      ...listIndexes(indexes),
      ...manyIndexes.map((many) => ({ name: manyIndex(many), key: keyOf(["tenant", `m.${many}`, ...order]) })),
      ...(unique ? [uniqueSpec] : []),
      birthSpec,
      { name: dueIndex, key: { dueAt: 1 }, sparse: true } as const,
      // Documents with events on their way, by the oldest one's time; an empty outbox has no entry.
      { name: outboxIndex, key: { "outbox.0.at": 1 }, sparse: true } as const,
    ],
  })),
];

const uniqueSpec: IndexSpec = {
  name: uniqueIndex,
  key: { tenant: 1, unique: 1 },
  unique: true,
  partialFilterExpression: { unique: { $exists: true } },
};

/** Where ids may be chosen, an idempotency key creates one aggregate only; elsewhere the id follows from the key. */
const birthSpec: IndexSpec = {
  name: birthIndex,
  key: { tenant: 1, "birth.key": 1 },
  unique: true,
  partialFilterExpression: { "birth.chosen": true },
};

/** What lists are read by: each index ends in the order of lists, and carries `riders` that narrow without a look-up. */
export const listIndexes = (indexes: readonly string[], riders: readonly string[] = []): readonly IndexSpec[] => [
  { name: orderIndex, key: keyOf(["tenant", ...order]) },
  ...indexes.map((name) => ({
    name: valueIndex(name),
    key: keyOf(["tenant", path(name), ...order, ...riders.map(path)]),
  })),
];

const order = ["at", "id"];
const path = (name: string): string => `i.${name}`;
const keyOf = (fields: readonly string[]): IndexSpec["key"] =>
  Object.fromEntries(fields.map((field) => [field, 1 as const]));
