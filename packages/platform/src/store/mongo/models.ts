import type { AnyObject, Collection, Model, Schema, SchemaDefinition } from "mongoose";
import type { Shape } from "../adapter.ts";
import type { MongoConnection } from "./connection.ts";
import type { AggregateDocument, AnswerDocument, EventDocument } from "./documents.ts";

export type { Collection, Model } from "mongoose";

// Only what is declared here is ever written: a misspelt field throws. Nothing is built, indexed or versioned behind
// our back.
const strict = {
  strict: "throw",
  strictQuery: "throw",
  versionKey: false,
  id: false,
  minimize: false,
  autoIndex: false,
  autoCreate: false,
  bufferCommands: false,
} as const;
const strictPart = { _id: false, id: false, minimize: false, strict: "throw" } as const;

interface Parts {
  /** A document inside a document. */
  readonly part: (fields: SchemaDefinition) => Schema;
  /** Values of these names, of any kind. */
  readonly values: (names: readonly string[]) => Schema;
}

/** Compiles the schema of one collection. */
export function modelOf<Document>(
  { mongoose, schema }: MongoConnection,
  name: string,
  fieldsOf: (parts: Parts) => SchemaDefinition,
): Model<Document> {
  const part: Parts["part"] = (fields) => new schema(fields, strictPart);
  const values: Parts["values"] = (names) =>
    part(Object.fromEntries(names.map((value) => [value, schema.Types.Mixed])));
  const compiled = new schema(
    { _id: String, schemaVersion: Number, ...fieldsOf({ part, values }) },
    strict,
  ) as unknown as Schema<Document>; // The fields are those of the type: TypeScript cannot follow so deep.
  return mongoose.model<Document>(name, compiled, name);
}

/** The driver's own collection behind a model: for inserts and for bulks, which mongoose would turn into documents. */
export const nativeOf = <Document extends AnyObject>(model: Model<Document>): Collection<Document> =>
  model.db.collection<Document>(model.collection.name);

/** The collections of one store. */
export interface StoreModels {
  readonly aggregates: (shape: Pick<Shape, "name">) => Model<AggregateDocument>;
  readonly events: Model<EventDocument>;
  readonly answers: Model<AnswerDocument>;
}

/** Compiles the one generic schema for each declared collection. */
export function storeModels(connection: MongoConnection, shapes: readonly Shape[]): StoreModels {
  const aggregates = new Map(shapes.map((shape) => [shape.name, aggregateModel(connection, shape)]));
  return {
    aggregates: ({ name }) => {
      const model = aggregates.get(name);
      if (!model) throw new Error(`The store was opened without the collection ${name}.`);
      return model;
    },
    events: modelOf(connection, "events", () => ({ tenant: String, aggregate: String, ...eventPart })),
    answers: modelOf(connection, "answers", () => keyPart),
  };
}

const eventPart = {
  sequence: Number,
  at: Number,
  eventId: String,
  type: { type: String },
  traceparent: String,
  text: String,
};
const keyPart = { hash: String, fingerprint: String, etag: String, encoded: Buffer, expiresAt: Date };

const aggregateModel = (connection: MongoConnection, shape: Shape): Model<AggregateDocument> =>
  modelOf(connection, shape.name, ({ part, values }) => ({
    tenant: String,
    id: String,
    at: Number,
    version: Number,
    mark: Number,
    sequence: Number,
    head: String,
    lastAt: Number,
    stateSchema: Number,
    text: String,
    summary: String,
    dueAt: Number,
    unique: { type: String },
    i: values(shape.indexes),
    m: part(Object.fromEntries(shape.manyIndexes.map((name) => [name, [String]]))),
    outbox: [part(eventPart)],
    keys: [part(keyPart)],
    hashes: [Number],
    keyCount: Number,
    birth: part({ key: String, fingerprint: String, etag: String, chosen: Boolean }),
  }));
