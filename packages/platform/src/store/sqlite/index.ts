import { shapesOf } from "../open-store.ts";
import { openStore, type AnyCollection, type Store, type StoreDeps } from "../index.ts";
import { openSqliteAdapter } from "./adapter.ts";

export { openSqliteAdapter } from "./adapter.ts";
export { DataUnusable, openDatabase, type Database } from "./database.ts";
export { find, type FindableTable } from "./find.ts";

export interface SqliteStoreOptions extends StoreDeps {
  /** A path, or `:memory:`. */
  readonly file: string;
  readonly collections: readonly AnyCollection[];
}

/** Opens the embedded store in one file. Throws `DataUnusable`, with what to do, when the file cannot be used. */
export const openSqliteStore = ({ file, collections, ...deps }: SqliteStoreOptions): Store =>
  openStore(openSqliteAdapter({ file, shapes: shapesOf(collections), clock: deps.clock }), deps);
