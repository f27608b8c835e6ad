import { shapesOf } from "../open-store.ts";
import { openStore, type AnyCollection, type Store, type StoreDeps } from "../index.ts";
import { shapeOf } from "../held.ts";
import { findable, openSqliteAdapter } from "./adapter.ts";
import type { FindableTable } from "./find.ts";

export { openSqliteAdapter } from "./adapter.ts";
export { DataUnusable, openDatabase, orClose, type Database } from "./database.ts";
export { find, type FindableTable } from "./find.ts";

/** A collection's table as `find` asks it. */
export const findableOf = (collection: AnyCollection): FindableTable => findable(shapeOf(collection));

export interface SqliteStoreOptions extends StoreDeps {
  /** A path, or `:memory:`. */
  readonly file: string;
  readonly collections: readonly AnyCollection[];
  /** Hears when the file stops taking writes, why, and when it takes them again. */
  readonly report?: ((line: string) => void) | undefined;
}

/** Opens the embedded store in one file. Throws `DataUnusable`, with what to do, when the file cannot be used. */
export const openSqliteStore = ({ file, collections, report, ...deps }: SqliteStoreOptions): Store =>
  openStore(openSqliteAdapter({ file, shapes: shapesOf(collections), clock: deps.clock, report }), deps);
