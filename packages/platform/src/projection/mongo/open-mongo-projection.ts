import type { Log } from "../../log/index.ts";
import { bounded, maxTimeMS } from "../../store/mongo/bounded.ts";
import { connect, type MongoConnection } from "../../store/mongo/connection.ts";
import { find } from "../../store/mongo/find.ts";
import { checkLayout, migrateDatabase } from "../../store/mongo/migrate.ts";
import type { Projection, ProjectionDeclaration } from "../port.ts";
import { driveByIndex } from "../drive-by-index.ts";
import {
  progressId,
  projectionLayout,
  projectionModels,
  type ProgressDocument,
  type ProjectionModels,
} from "./documents.ts";
import { gather } from "./gather.ts";
import { planOf, type Batch } from "./plan.ts";
import { readKnown, writePlan } from "./write-plan.ts";

export interface MongoProjectionOptions {
  /** `mongodb://…` of a replica set. */
  readonly url: string;
  /** The service's own database. */
  readonly database: string;
  readonly declaration: ProjectionDeclaration;
  readonly log: Log;
  /** Makes missing collections and indexes at the start, instead of refusing to start without them: for development. */
  readonly migrates?: boolean;
}

/** A read model on MongoDB, which several processes may write. Throws `CannotStart` when it does not answer. */
export async function openMongoProjection(options: MongoProjectionOptions): Promise<Projection> {
  const { url, database, declaration, log, migrates = false } = options;
  if (migrates) await migrateMongoProjection(options);
  const connection = await connect({ url, database, log });
  try {
    await checkLayout(connection.mongoose, projectionLayout(declaration));
    return projectionOn(connection, declaration);
  } catch (error) {
    await connection.close();
    throw error;
  }
}

/** The migration of one projection: makes what is missing and answers its name (`collection.index`). */
export const migrateMongoProjection = (options: Omit<MongoProjectionOptions, "migrates">): Promise<readonly string[]> =>
  migrateDatabase(options, projectionLayout(options.declaration));

function projectionOn(connection: MongoConnection, declaration: ProjectionDeclaration): Projection {
  const models = projectionModels(connection, declaration);
  const { name, indexes, filters = [] } = declaration;
  const rows = { model: models.rows, name, indexes: [...indexes, ...filters], many: [], value: "value" } as const;
  const rounds = gather<Batch, string | undefined>(async (batches) => {
    const plan = planOf(batches, await readKnown(models, batches));
    await writePlan(models, plan);
    return plan.refused;
  });
  return {
    apply: async (batch) => {
      const refused = batch.length > 0 ? await rounds.add(batch) : undefined;
      if (refused !== undefined) throw new Error(refused);
    },
    applied: (wanted) => readApplied(models, wanted.map(progressId)),
    find: async (scope, query) => find(rows, scope, driveByIndex(query, declaration)),
    ready: connection.ready,
    close: async () => {
      await rounds.rest();
      await connection.close();
    },
  };
}

async function readApplied({ progress }: ProjectionModels, ids: readonly string[]): Promise<readonly number[]> {
  const found = await bounded(() =>
    progress.find({ _id: { $in: ids } }, undefined, { maxTimeMS }).lean<Pick<ProgressDocument, "_id" | "sequence">[]>(),
  );
  const heads = new Map(found.map(({ _id, sequence }) => [_id, sequence]));
  return ids.map((id) => heads.get(id) ?? 0);
}
