import type { Connection } from "mongoose";
import { CannotStart } from "../../lifecycle/cannot-start.ts";
import { connect, type ConnectionOptions } from "./connection.ts";
import { schemaVersion } from "./documents.ts";
import { prepareLease } from "./lease.ts";
import { layoutVersion, type CollectionSpec, type IndexSpec } from "./layout.ts";

/** What every database says of itself. */
interface Meta {
  readonly _id: string;
  readonly schemaVersion: number;
  readonly layout: number;
  /** Changes when the database was restored from a backup. */
  readonly epoch: number;
}

const metaId = "store";
const metaOf = (connection: Connection) => connection.collection<Meta>("meta");
const namespaceExists = 48;

/** Migrates a database over a connection of its own, which waits for indexes as long as they take. */
export async function migrateDatabase(
  place: Pick<ConnectionOptions, "url" | "database" | "log">,
  layout: readonly CollectionSpec[],
): Promise<readonly string[]> {
  const { url, database, log } = place;
  const connection = await connect({ url, database, log, unhurried: true });
  try {
    return await migrate(connection.mongoose, layout);
  } finally {
    await connection.close();
  }
}

/**
 * Makes the collections and indexes that are missing and answers which ones. Removes nothing: an index that is no longer
 * declared costs only writes, and an older process may still use it. May run while services run, and again.
 */
export async function migrate(connection: Connection, layout: readonly CollectionSpec[]): Promise<readonly string[]> {
  const made: string[] = [];
  for (const spec of layout) {
    await ensureCollection(connection, spec.name);
    const missing = await missingIndexes(connection, spec);
    if (missing.length > 0) {
      await connection
        .collection(spec.name)
        .createIndexes(missing.map(({ key, ...options }) => ({ ...options, key: { ...key } })));
    }
    made.push(...missing.map(({ name }) => `${spec.name}.${name}`));
  }
  await metaOf(connection).updateOne(
    { _id: metaId },
    { $setOnInsert: { schemaVersion, layout: layoutVersion, epoch: 1 } },
    { upsert: true },
  );
  await prepareLease(connection);
  return made;
}

async function ensureCollection(connection: Connection, name: string): Promise<void> {
  try {
    await connection.createCollection(name);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === namespaceExists)) throw error;
  }
}

async function missingIndexes(
  connection: Connection,
  { name, indexes }: CollectionSpec,
): Promise<readonly IndexSpec[]> {
  const there = await namesOfIndexes(connection, name);
  return indexes.filter((index) => !there.has(index.name));
}

async function namesOfIndexes(connection: Connection, collection: string): Promise<ReadonlySet<string>> {
  try {
    const found: readonly { readonly name?: unknown }[] = await connection
      .collection(collection)
      .listIndexes()
      .toArray();
    return new Set(found.map(({ name }) => String(name)));
  } catch (error) {
    // NamespaceNotFound: there is no such collection yet.
    if (error instanceof Error && "code" in error && error.code === 26) return new Set();
    throw error;
  }
}

/** The epoch of a database that is as the layout says. Throws `CannotStart` when it was not migrated to it. */
export async function checkLayout(connection: Connection, layout: readonly CollectionSpec[]): Promise<number> {
  const meta = await metaOf(connection).findOne({ _id: metaId });
  const missing: string[] = [];
  for (const spec of layout) {
    missing.push(...(await missingIndexes(connection, spec)).map((index) => `${spec.name}.${index.name}`));
  }
  if (!meta || missing.length > 0) {
    const what = missing.length > 0 ? `lacks the indexes ${missing.join(", ")}` : "has never been migrated";
    throw new CannotStart(`The database ${connection.name} ${what}. Run the migration first.`);
  }
  if (meta.layout !== layoutVersion) {
    throw new CannotStart(
      `The database ${connection.name} has layout ${meta.layout}; this version reads ${layoutVersion}.`,
    );
  }
  return meta.epoch;
}
