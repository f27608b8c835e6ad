import type { Log } from "../../log/index.ts";
import { openStore, type AnyCollection, type Store, type StoreDeps } from "../index.ts";
import { shapesOf } from "../open-store.ts";
import { mongoAdapter } from "./adapter.ts";
import { connect } from "./connection.ts";
import { storeLayout } from "./layout.ts";
import { checkLayout, migrateDatabase } from "./migrate.ts";

export { startReplicaSet, type ReplicaSetOptions } from "./replica-set.ts";

export interface MongoStoreOptions extends StoreDeps {
  /** `mongodb://…` of a replica set. */
  readonly url: string;
  /** The service's own database. */
  readonly database: string;
  readonly collections: readonly AnyCollection[];
  readonly log: Log;
  /** Makes missing collections and indexes at the start, instead of refusing to start without them: for development. */
  readonly migrates?: boolean;
  /** How often events are looked for that another process has left behind; 1 s. */
  readonly sweepEveryMs?: number;
}

/** Opens a store on MongoDB. Throws `CannotStart` when it does not answer, or was not migrated. */
export async function openMongoStore(options: MongoStoreOptions): Promise<Store> {
  const { url, database, collections, log, migrates = false, sweepEveryMs = 1_000, ...deps } = options;
  if (migrates) await migrateMongoStore(options);
  const connection = await connect({ url, database, log });
  try {
    const shapes = shapesOf(collections);
    const epoch = await checkLayout(connection.mongoose, storeLayout(shapes));
    return openStore(mongoAdapter({ connection, epoch, shapes, clock: deps.clock, sweepEveryMs }), deps);
  } catch (error) {
    await connection.close();
    throw error;
  }
}

type Place = Pick<MongoStoreOptions, "url" | "database" | "log">;

/** The migration of one service's database: makes what is missing and answers its name (`collection.index`). */
export const migrateMongoStore = (
  options: Place & Pick<MongoStoreOptions, "collections">,
): Promise<readonly string[]> => migrateDatabase(options, storeLayout(shapesOf(options.collections)));

/** Removes a database with all that is in it: for tests. */
export async function dropMongoDatabase({ url, database, log }: Place): Promise<void> {
  const connection = await connect({ url, database, log });
  try {
    await connection.mongoose.dropDatabase();
  } finally {
    await connection.close();
  }
}
