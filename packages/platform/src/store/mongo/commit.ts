import type { Scope } from "@omni/kernel";
import type { Model, mongo } from "mongoose";
import { randomInt } from "node:crypto";
import type { Outcome, Shape, Write } from "../adapter.ts";
import { StoreAway } from "../store-away.ts";
import { bounded, duplicateKeyOf, isTooLarge, majority, maxTimeMS } from "./bounded.ts";
import {
  definedOf,
  documentId,
  eventFields,
  hashesMax,
  schemaVersion,
  shortHash,
  type AggregateDocument,
  type KeyEntry,
} from "./documents.ts";
import { birthIndex, uniqueIndex } from "./layout.ts";
import { nativeOf } from "./models.ts";

/** The largest number of events, and of keys, that wait in one document when another commit is let in. */
export const waitingMax = 256;

export interface Committing {
  readonly model: Model<AggregateDocument>;
  readonly shape: Shape;
  readonly scope: Scope;
  readonly id: string;
  readonly expectedVersion: number;
  readonly write: Write;
}

/** One try at a write. */
interface Attempt extends Committing {
  readonly mark: number;
  /** An earlier try has lost its connection: it may have taken effect. */
  readonly isRepeated: boolean;
}

/** The one write: an insert, or an update under the version. Rejects with `StoreAway` when nobody knows how it ended. */
export async function commit(committing: Committing): Promise<Outcome> {
  const mark = randomInt(2 ** 48 - 1);
  let attempts = 0;
  try {
    return await bounded(() => attempt({ ...committing, mark, isRepeated: attempts++ > 0 }));
  } catch (error) {
    if (isTooLarge(error)) return { kind: "full" };
    throw error;
  }
}

async function attempt(one: Attempt): Promise<Outcome> {
  try {
    return await (one.expectedVersion === 0 ? insert(one) : update(one));
  } catch (error) {
    const met = duplicateKeyOf(error);
    if (!met) throw error;
    return (one.isRepeated ? await outcomeOfEarlier(one) : undefined) ?? duplicate(one, met);
  }
}

/** What an earlier try at the same write has come to; `undefined` when it has certainly not taken effect. */
async function outcomeOfEarlier({ model, scope, id, expectedVersion, mark }: Attempt): Promise<Outcome | undefined> {
  const _id = documentId(scope, id);
  const found = await model.findOne({ _id }, { version: 1, mark: 1 }, { maxTimeMS }).lean<Marked>();
  if (found?.mark === mark) return { kind: "committed" };
  // The version after this one has exactly one maker, who can still be told; of one long past nobody knows.
  if (found && found.version > expectedVersion + 1) throw new StoreAway("A write has lost its connection.");
  return undefined;
}

type Marked = Pick<AggregateDocument, "version" | "mark">;

async function insert(one: Attempt): Promise<Outcome> {
  const { model, write } = one;
  if (write.holds && !holdsAt(write.holds, await serverTime(model))) return { kind: "not_now" };
  await nativeOf(model).insertOne(newDocument(one), { maxTimeMS, writeConcern: majority });
  return { kind: "committed" };
}

const holdsAt = ({ from, until }: NonNullable<Write["holds"]>, now: number): boolean =>
  (from ?? now) <= now && now <= (until ?? now);

/** An insert has no filter in which the server could look at its clock, so it is asked just before. */
async function serverTime(model: Model<AggregateDocument>): Promise<number> {
  const hello = await model.db.getClient().db("admin").command({ hello: 1 });
  return Number(hello["localTime"]);
}

function newDocument({ scope, id, write, mark }: Attempt): AggregateDocument {
  const { document, answer, events, dueAt, unique } = write;
  return {
    _id: documentId(scope, id),
    schemaVersion,
    tenant: scope.tenantId,
    id,
    at: write.createdAt,
    version: document.version,
    mark,
    sequence: document.sequence,
    head: document.head,
    lastAt: document.lastAt,
    stateSchema: document.schema,
    text: document.text,
    summary: write.summary,
    ...(dueAt === undefined ? {} : { dueAt }),
    ...(unique?.key === undefined ? {} : { unique: unique.key }),
    i: definedOf(write.indexes),
    m: distinctOf(write.manyIndexes),
    outbox: events.map(eventFields),
    keys: answer ? [keyEntry(answer)] : [],
    hashes: answer ? [shortHash(answer.keyHash)] : [],
    keyCount: answer ? 1 : 0,
    ...(answer ? { birth: birthOf(answer, write.chosenId) } : {}),
  };
}

const distinctOf = (many: Write["manyIndexes"]): AggregateDocument["m"] =>
  Object.fromEntries(Object.entries(many).map(([name, values]) => [name, [...new Set(values)]]));

const birthOf = ({ keyHash, fingerprint, etag }: NonNullable<Write["answer"]>, chosen: true | undefined) => ({
  key: keyHash,
  fingerprint,
  etag,
  ...(chosen ? { chosen } : {}),
});

export const keyEntry = (answer: NonNullable<Write["answer"]>): KeyEntry => ({
  hash: answer.keyHash,
  fingerprint: answer.fingerprint,
  etag: answer.etag,
  ...(answer.encoded ? { encoded: Buffer.from(answer.encoded) } : {}),
  expiresAt: new Date(answer.expiresAt),
});

async function update(one: Attempt): Promise<Outcome> {
  const { model, scope, id, expectedVersion, write, mark } = one;
  const filter = {
    _id: documentId(scope, id),
    version: expectedVersion,
    [`outbox.${waitingMax - 1}`]: { $exists: false },
    ...(write.answer ? { [`keys.${waitingMax - 1}`]: { $exists: false } } : {}),
    ...(write.holds ? { $expr: holdsNow(write.holds) } : {}),
  };
  const options = { maxTimeMS, writeConcern: majority };
  const { matchedCount } = await nativeOf(model).updateOne(filter, updateOf(write, mark), options);
  if (matchedCount === 1) return { kind: "committed" };
  return (one.isRepeated ? await outcomeOfEarlier(one) : undefined) ?? whyNot(one);
}

/** Judged by the server's own clock as it begins the write. */
const holdsNow = ({ from, until }: NonNullable<Write["holds"]>) => {
  const now = { $toLong: "$$NOW" };
  return {
    $and: [
      ...(from === undefined ? [] : [{ $gte: [now, from] }]),
      ...(until === undefined ? [] : [{ $lte: [now, until] }]),
    ],
  };
};

function updateOf(write: Write, mark: number): mongo.UpdateFilter<AggregateDocument> {
  const { document, answer, events } = write;
  const changed: Record<string, unknown> = {
    dueAt: write.dueAt,
    ...(write.unique ? { unique: write.unique.key } : {}),
    ...underPath("i", write.indexes),
    ...underPath("m", distinctOf(write.manyIndexes)),
  };
  const gone = Object.entries(changed).flatMap(([name, value]) => (value === undefined ? [[name, ""] as const] : []));
  const pushed = {
    ...(events.length > 0 ? { outbox: { $each: events.map(eventFields) } } : {}),
    ...(answer ? { keys: keyEntry(answer), hashes: { $each: [shortHash(answer.keyHash)], $slice: -hashesMax } } : {}),
  };
  return {
    $set: {
      schemaVersion,
      version: document.version,
      mark,
      sequence: document.sequence,
      head: document.head,
      lastAt: document.lastAt,
      stateSchema: document.schema,
      text: document.text,
      summary: write.summary,
      ...definedOf(changed),
    },
    ...(gone.length > 0 ? { $unset: Object.fromEntries(gone) } : {}),
    ...(Object.keys(pushed).length > 0 ? { $push: pushed } : {}),
    ...(answer ? { $inc: { keyCount: 1 } } : {}),
  };
}

const underPath = (path: string, values: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [`${path}.${name}`, value]));

/** Why the filter met nothing. */
async function whyNot({ model, scope, id, expectedVersion, write }: Attempt): Promise<Outcome> {
  const _id = documentId(scope, id);
  const sizes = { version: 1, events: { $size: "$outbox" }, answers: { $size: "$keys" } };
  const found = await model.findOne({ _id }, sizes, { maxTimeMS }).lean<Sizes>();
  if (found?.version !== expectedVersion) return { kind: "conflict" };
  if (found.events >= waitingMax || (write.answer && found.answers >= waitingMax)) return { kind: "full" };
  return { kind: write.holds ? "not_now" : "conflict" };
}

interface Sizes {
  readonly version: number;
  readonly events: number;
  readonly answers: number;
}

/**
 * Names the other: the one that the same key has made, this id, or the one that has the business key. The server says
 * which index was met first, and the key goes before the others.
 */
async function duplicate(one: Attempt, met: readonly string[]): Promise<Outcome> {
  const { id, write } = one;
  const made =
    write.chosenId && write.answer ? await idOf(one, birthOwner(write.answer.keyHash), birthIndex) : undefined;
  if (made !== undefined && made !== id) return { kind: "key_taken" };
  if (!met.includes("unique")) return { kind: "duplicate", id };
  const other = await idOf(one, { unique: write.unique?.key ?? "" }, uniqueIndex);
  // It has freed the key meanwhile: try again.
  return other === undefined ? { kind: "conflict" } : { kind: "duplicate", id: other };
}

const birthOwner = (keyHash: string) => ({ "birth.key": keyHash, "birth.chosen": true });

/** Whose document it is, as the index that was met knows it: perhaps no majority has it yet. */
async function idOf({ model, scope }: Attempt, filter: object, index: string): Promise<string | undefined> {
  const found = await model
    .findOne(undefined, { id: 1, _id: 0 }, { maxTimeMS, readConcern: "local" })
    .where({ tenant: scope.tenantId, ...filter })
    .hint(index)
    .lean<{ readonly id: string }>();
  return found?.id;
}
