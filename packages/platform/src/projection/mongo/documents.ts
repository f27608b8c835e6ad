import type { IndexValue } from "../../store/query.ts";
import type { Applied, ProjectionDeclaration, Row } from "../port.ts";
import { definedOf } from "../../store/mongo/documents.ts";
import { listIndexes, type CollectionSpec } from "../../store/mongo/layout.ts";
import { modelOf, type Model } from "../../store/mongo/models.ts";
import type { MongoConnection } from "../../store/mongo/connection.ts";

/** Raised when the layout of the documents below changes; a reader accepts this and the previous one. */
const schemaVersion = 1;

/** One row; `_id` is `tenant/id`, so that inserting it again meets itself. */
export interface RowDocument {
  readonly _id: string;
  readonly schemaVersion: number;
  readonly tenant: string;
  readonly id: string;
  readonly at: number;
  readonly i: Readonly<Record<string, IndexValue>>;
  readonly value: string;
  /** It stands for an event that could not be read. */
  readonly gap?: true;
}

/** How far an aggregate is; `_id` is `tenant/aggregate`. */
export interface ProgressDocument {
  readonly _id: string;
  readonly schemaVersion: number;
  readonly sequence: number;
}

/** An event that could not be read, with the rows that stand for it; `_id` is `tenant/aggregate/sequence`. */
export interface GapDocument {
  readonly _id: string;
  readonly schemaVersion: number;
  readonly rows: readonly string[];
}

export type Aggregate = Pick<Applied, "scope" | "aggregate">;

export const progressId = ({ scope, aggregate }: Aggregate): string => `${scope.tenantId}/${aggregate}`;

export const gapId = (event: Aggregate & { readonly sequence: number }): string =>
  `${progressId(event)}/${event.sequence}`;

export const rowDocuments = ({ scope, rows, gap }: Applied): readonly RowDocument[] =>
  rows.map((row) => ({
    _id: rowId(scope.tenantId, row),
    schemaVersion,
    tenant: scope.tenantId,
    id: row.id,
    at: row.at,
    i: definedOf(row.indexes),
    value: row.value,
    ...(gap ? { gap } : {}),
  }));

export const gapDocument = (event: Applied): GapDocument => ({
  _id: gapId(event),
  schemaVersion,
  rows: event.rows.map((row) => rowId(event.scope.tenantId, row)),
});

export const progressFields = (sequence: number) => ({ $max: { sequence }, $setOnInsert: { schemaVersion } });

const rowId = (tenantId: string, { id }: Row): string => `${tenantId}/${id}`;

export interface ProjectionModels {
  readonly rows: Model<RowDocument>;
  readonly progress: Model<ProgressDocument>;
  readonly gaps: Model<GapDocument>;
}

export const projectionModels = (
  connection: MongoConnection,
  { name, indexes, filters = [] }: ProjectionDeclaration,
): ProjectionModels => ({
  rows: modelOf(connection, name, ({ values }) => ({
    tenant: String,
    id: String,
    at: Number,
    i: values([...indexes, ...filters]),
    value: String,
    gap: Boolean,
  })),
  progress: modelOf(connection, `${name}_applied`, () => ({ sequence: Number })),
  gaps: modelOf(connection, `${name}_gaps`, () => ({ rows: [String] })),
});

/** The collections of a projection. Filters ride in every index: narrowing by one reads no rows. */
export const projectionLayout = ({ name, indexes, filters }: ProjectionDeclaration): readonly CollectionSpec[] => [
  { name, indexes: listIndexes(indexes, filters) },
  { name: `${name}_applied`, indexes: [] },
  { name: `${name}_gaps`, indexes: [] },
];
