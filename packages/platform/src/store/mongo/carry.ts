import type { Shape } from "../adapter.ts";
import type { StoredEvent } from "../collection.ts";
import { bounded, insertMissing, maxTimeMS, one } from "./bounded.ts";
import {
  aggregateOf,
  answerId,
  eventPlace,
  memoryKey,
  schemaVersion,
  storedEvent,
  eventFields,
  type AggregateDocument,
  type AnswerDocument,
  type EventDocument,
  type KeyEntry,
} from "./documents.ts";
import { outboxIndex } from "./layout.ts";
import { nativeOf, type StoreModels } from "./models.ts";
import type { AskedDocument, Waiting } from "./waiting.ts";

/** What the relay does to the documents and collections of a store. Each part may be repeated without harm. */
export interface Carry {
  /** What these documents say of themselves, by `memoryKey`; one that is gone is missing. */
  ask(documents: readonly Pick<Waiting, "shape" | "document">[]): Promise<ReadonlyMap<string, AskedDocument>>;
  /** Puts events into `events`, in their order. */
  storeEvents(events: readonly StoredEvent[]): Promise<void>;
  storeAnswers(answers: readonly AnswerDocument[]): Promise<void>;
  /** Takes from documents what was acknowledged and what was moved. A pull that is lost only repeats. */
  pull(pulls: readonly Pull[]): Promise<void>;
  /** Documents whose oldest event was committed by `until`, oldest first. */
  leftovers(
    shape: Shape,
    until: number,
    limit: number,
  ): Promise<readonly { readonly _id: string; readonly at: number }[]>;
  /** When the oldest event that is still in a document was committed. */
  oldest(shape: Shape): Promise<number | undefined>;
}

export interface Pull {
  readonly shape: Shape;
  readonly document: string;
  readonly through: number | undefined;
  readonly hashes: readonly string[];
}

export function carry(models: StoreModels): Carry {
  return {
    ask: async (documents) => {
      const asked = new Map<string, AskedDocument>();
      for (const [shape, group] of byShape(documents)) {
        for (const found of await askDocuments(
          models,
          shape,
          group.map(({ document }) => document),
        ))
          asked.set(memoryKey(shape, found._id), askedDocument(shape, found));
      }
      return asked;
    },
    storeEvents: async (events) => {
      const documents = events.map(eventDocument);
      if (documents.length > 0) await insertMissing(nativeOf(models.events), documents);
    },
    storeAnswers: async (answers) => {
      if (answers.length > 0) await insertMissing(nativeOf(models.answers), answers);
    },
    pull: async (pulls) => {
      for (const [shape, group] of byShape(pulls)) await pullFrom(models, shape, group);
    },
    leftovers: async (shape, until, limit) => {
      const found = await oldestFirst(models, shape, until, limit);
      return found.map(({ _id, outbox }) => ({ _id, at: outbox[0]?.at ?? 0 }));
    },
    oldest: async (shape) => (await oldestFirst(models, shape, Number.MAX_SAFE_INTEGER, 1))[0]?.outbox[0]?.at,
  };
}

function byShape<One extends { readonly shape: Shape }>(all: readonly One[]): ReadonlyMap<Shape, readonly One[]> {
  return Map.groupBy(all, ({ shape }) => shape);
}

type AskedFields = Pick<AggregateDocument, "_id" | "tenant" | "id" | "sequence" | "outbox" | "keys">;
const askedFields = { tenant: 1, id: 1, sequence: 1, outbox: 1, keys: 1 };

const askDocuments = (models: StoreModels, shape: Shape, ids: readonly string[]): Promise<readonly AskedFields[]> =>
  bounded(() =>
    models
      .aggregates(shape)
      .find({ _id: { $in: ids } }, askedFields, { maxTimeMS })
      .lean<AskedFields[]>(),
  );

function askedDocument(shape: Shape, { tenant, id, sequence, outbox, keys }: AskedFields): AskedDocument {
  const scope = { tenantId: tenant };
  const aggregate = aggregateOf(shape, id);
  return {
    sequence,
    events: outbox.map((entry) => storedEvent(scope, aggregate, entry)),
    answers: keys.map((key) => answerDocument(answerId(scope, aggregate, key.hash), key)),
  };
}

export const answerDocument = (
  _id: string,
  { hash, fingerprint, etag, encoded, expiresAt }: KeyEntry,
): AnswerDocument => ({
  _id,
  schemaVersion,
  hash,
  fingerprint,
  etag,
  ...(encoded ? { encoded } : {}),
  expiresAt,
});

const eventDocument = (event: StoredEvent): EventDocument => ({
  _id: eventPlace({ tenantId: event.tenantId }, event.aggregate, event.sequence),
  schemaVersion,
  tenant: event.tenantId,
  aggregate: event.aggregate,
  ...eventFields(event),
});

async function pullFrom(models: StoreModels, shape: Shape, pulls: readonly Pull[]): Promise<void> {
  const operations = pulls.map(({ document, through, hashes }) => ({
    updateOne: {
      filter: { _id: document },
      update: {
        $pull: {
          ...(through === undefined ? {} : { outbox: { sequence: { $lte: through } } }),
          ...(hashes.length > 0 ? { keys: { hash: { $in: [...hashes] } } } : {}),
        },
      },
    },
  }));
  await bounded(() => nativeOf(models.aggregates(shape)).bulkWrite(operations, { ordered: false, writeConcern: one }));
}

type Oldest = Pick<AggregateDocument, "_id"> & { readonly outbox: readonly { readonly at: number }[] };

// As the pulls left them a moment ago: what is found here is asked again, by majority, before it is used.
const oldestFirst = (models: StoreModels, shape: Shape, until: number, limit: number): Promise<readonly Oldest[]> =>
  bounded(() =>
    models
      .aggregates(shape)
      .find({ "outbox.0.at": { $lte: until } }, { "outbox.at": 1 }, { maxTimeMS, readConcern: "local" })
      .hint(outboxIndex)
      .sort({ "outbox.0.at": 1 })
      .limit(limit)
      .lean<Oldest[]>(),
  );
