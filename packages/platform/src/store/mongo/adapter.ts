import { instant, type Clock, type Instant, type Scope } from "@omni/kernel";
import { randomUUID } from "node:crypto";
import type { Document, Outcome, Shape, StoreAdapter, Write } from "../adapter.ts";
import { StoreAway } from "../store-away.ts";
import { findAnswer, forgetAnswers } from "./answers.ts";
import { bounded, maxTimeMS } from "./bounded.ts";
import { answerDocument, carry } from "./carry.ts";
import { commit, keyEntry } from "./commit.ts";
import type { MongoConnection } from "./connection.ts";
import { aggregateOf, answerId, documentId, memoryKey, shortHash, type AggregateDocument } from "./documents.ts";
import { find } from "./find.ts";
import { knownKeys, type KnownKeys } from "./known-keys.ts";
import { dueIndex } from "./layout.ts";
import { lease } from "./lease.ts";
import { storeModels, type StoreModels } from "./models.ts";
import { openEventTail, type EventTail } from "./outbox.ts";
import { readEvents } from "./read-events.ts";

export interface MongoAdapterOptions {
  readonly connection: MongoConnection;
  readonly epoch: number;
  readonly shapes: readonly Shape[];
  readonly clock: Clock;
  readonly sweepEveryMs: number;
  readonly tidyEveryMs?: number;
}

/** A document's next write seldom comes so soon, and a busy one does not grow much meanwhile. */
const tidyEveryMsUsually = 50;

interface Engine {
  readonly models: StoreModels;
  readonly keys: KnownKeys;
  readonly tail: EventTail;
}

/** MongoDB behind the store: other processes write here as well, so the version in each write decides. */
export function mongoAdapter(options: MongoAdapterOptions): StoreAdapter {
  const { connection, epoch, shapes, clock, sweepEveryMs, tidyEveryMs = tidyEveryMsUsually } = options;
  const models = storeModels(connection, shapes);
  const keys = knownKeys();
  const own = lease(connection.mongoose, randomUUID(), clock);
  const tail = openEventTail({
    carry: carry(models),
    lease: own,
    shapes,
    now: clock,
    everyMs: sweepEveryMs,
    tidyEveryMs,
  });
  const engine = { models, keys, tail };
  return {
    exclusive: false,
    epoch,
    load: (shape, scope, id) => load(engine, shape, scope, id),
    answer: async (shape, scope, id, keyHash, version) =>
      keys.isAbsent(memoryKey(shape, documentId(scope, id)), version, shortHash(keyHash))
        ? undefined
        : findAnswer(models, { shape, scope, id }, keyHash, clock()),
    commit: (shape, scope, id, expectedVersion, write) =>
      commitOne(engine, { shape, scope, id, expectedVersion, write }),
    find: (shape, scope, query) =>
      find(
        {
          model: models.aggregates(shape),
          name: shape.name,
          indexes: shape.indexes,
          many: shape.manyIndexes,
          value: "summary",
        },
        scope,
        query,
      ),
    sweep: (shape, now, limit) => sweep(models, shape, now, limit),
    readEvents: (scope, aggregate, from, limit) => readEvents(models, shapes, scope, aggregate, from, limit),
    forgetAnswers: async (now, limit) => {
      await tail.tidy();
      return forgetAnswers(models, now, limit);
    },
    outbox: tail,
    ready: connection.ready,
    close: async () => {
      await tail.close();
      await connection.close();
    },
  };
}

/** Neither events nor answers: they are many, and belong to the relay. */
const stateFields = {
  version: 1,
  sequence: 1,
  head: 1,
  lastAt: 1,
  stateSchema: 1,
  text: 1,
  hashes: 1,
  keyCount: 1,
} as const;
type StateFields = Pick<AggregateDocument, Exclude<keyof typeof stateFields, "_id">>;

async function load({ models, keys }: Engine, shape: Shape, scope: Scope, id: string): Promise<Document | undefined> {
  const found = await bounded(() =>
    models
      .aggregates(shape)
      .findOne({ _id: documentId(scope, id) }, stateFields, { maxTimeMS })
      .lean<StateFields>(),
  );
  if (!found) return undefined;
  const { version, hashes, keyCount } = found;
  keys.saw(memoryKey(shape, documentId(scope, id)), { version, hashes, count: keyCount });
  return {
    version,
    sequence: found.sequence,
    head: found.head,
    lastAt: instant(found.lastAt),
    schema: found.stateSchema,
    text: found.text,
  };
}

interface OneWrite {
  readonly shape: Shape;
  readonly scope: Scope;
  readonly id: string;
  readonly expectedVersion: number;
  readonly write: Write;
}

async function commitOne({ models, keys, tail }: Engine, one: OneWrite): Promise<Outcome> {
  const { shape, scope, id, expectedVersion, write } = one;
  const document = documentId(scope, id);
  try {
    const outcome = await commit({ model: models.aggregates(shape), ...one });
    if (outcome.kind === "committed") {
      const hash = write.answer && shortHash(write.answer.keyHash);
      keys.committed(memoryKey(shape, documentId(scope, id)), expectedVersion, hash);
      leave(tail, one);
    }
    // Perhaps it is full of what the relay has not heard of.
    if (outcome.kind === "full") tail.doubt(shape, document);
    return outcome;
  } catch (error) {
    if (!(error instanceof StoreAway)) throw error;
    tail.doubt(shape, document);
    return { kind: "unavailable", reason: error.message };
  }
}

function leave(tail: EventTail, { shape, scope, id, write }: OneWrite): void {
  const { answer, events, document } = write;
  if (!answer && events.length === 0) return;
  const stands = events.map((event) => ({ ...event, place: event.sequence }));
  const moved = answer && answerDocument(answerId(scope, aggregateOf(shape, id), answer.keyHash), keyEntry(answer));
  tail.left({ shape, document: documentId(scope, id), at: document.lastAt, events: stands, answer: moved });
}

async function sweep(models: StoreModels, shape: Shape, now: Instant, limit: number) {
  const found = await bounded(() =>
    models
      .aggregates(shape)
      .find({ dueAt: { $lte: now } }, { _id: 0, tenant: 1, id: 1 }, { maxTimeMS })
      .hint(dueIndex)
      .sort({ dueAt: 1 })
      .limit(limit)
      .lean<{ readonly tenant: string; readonly id: string }[]>(),
  );
  return found.map(({ tenant, id }) => ({ tenantId: tenant, id }));
}
