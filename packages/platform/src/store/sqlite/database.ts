import { DatabaseSync, type StatementSync } from "node:sqlite";

/** The data cannot be opened; `message` says which path, why, and what to do. */
export class DataUnusable extends Error {}

/** One SQLite file, owned by one process. */
export interface Database {
  readonly file: string;
  /** Runs in one durable transaction; on a throw nothing of it remains. */
  readonly transaction: <T>(work: () => T) => T;
  /** A prepared statement, kept for the next use of the same text. */
  readonly sql: (text: string) => StatementSync;
  /** The reason why the last write failed (disk full, I/O error); asked again once a second by a trial write. */
  readonly failing: () => string | undefined;
  readonly close: () => void;
}

export interface DatabaseOptions {
  /** A path, or `:memory:`. */
  readonly file: string;
  /** Milliseconds, for nothing but the pace of trial writes. */
  readonly now: () => number;
  /** Hears, in one line, when the file stops taking writes, why, and when it takes them again. */
  readonly report?: ((line: string) => void) | undefined;
}

// One process owns the file (two writers in tight loops starve each other), a commit is on the disk when it answers.
const pragmas = `
  PRAGMA locking_mode = EXCLUSIVE;
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
  PRAGMA wal_autocheckpoint = 4000;
  PRAGMA journal_size_limit = 67108864;
  PRAGMA cache_size = -65536;
  PRAGMA temp_store = MEMORY;
  PRAGMA foreign_keys = OFF;
  PRAGMA trusted_schema = OFF;
`;

/**
 * Opens (or makes) a database and takes it for this process alone. Throws `DataUnusable` when the folder cannot be
 * written, the file is no database or damaged, or another process has it.
 */
export function openDatabase({ file, now, report = () => undefined }: DatabaseOptions): Database {
  const database = claim(file);
  const statements = new Map<string, StatementSync>();
  let failure: { reason: string; at: number } | undefined;

  const sql = (text: string): StatementSync => {
    const known = statements.get(text);
    if (known) return known;
    // Texts vary with the filters that callers choose: a bound, beyond which all are prepared anew.
    if (statements.size >= statementsMax) statements.clear();
    const statement = database.prepare(text);
    statements.set(text, statement);
    return statement;
  };
  const fail = (reason: string) => {
    if (failure?.reason !== reason) report(`${file} takes no writes: ${reason}`);
    failure = { reason, at: now() };
  };
  const recover = () => {
    report(`${file} takes writes again`);
    failure = undefined;
  };
  const transaction = <T>(work: () => T): T => {
    try {
      sql("BEGIN IMMEDIATE").run();
      const value = work();
      sql("COMMIT").run();
      if (failure) recover();
      return value;
    } catch (error) {
      if (isEnvironmental(error)) fail(reasonOf(error));
      if (database.isTransaction) sql("ROLLBACK").run();
      throw error;
    }
  };
  const tryAgain = () => {
    try {
      transaction(() => sql("INSERT OR REPLACE INTO omni_trial(id, at) VALUES (1, ?)").run(now()));
    } catch {
      // Still failing: `transaction` has noted the reason and the time.
    }
  };
  return {
    file,
    transaction,
    sql,
    failing: () => {
      if (failure && now() - failure.at >= 1000) tryAgain();
      return failure?.reason;
    },
    close: () => database.isOpen && database.close(),
  };
}

/** What `open` makes of a database; when it throws, the database is closed and can be opened again. */
export function orClose<T>(database: Database, open: () => T): T {
  try {
    return open();
  } catch (error) {
    database.close();
    throw error;
  }
}

function claim(file: string): DatabaseSync {
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(file);
    database.exec("PRAGMA busy_timeout = 0");
    database.exec(pragmas);
    // The first write takes the exclusive lock, and shows at once whether the disk can be written.
    database.exec("CREATE TABLE IF NOT EXISTS omni_trial(id INTEGER PRIMARY KEY, at INTEGER NOT NULL)");
    database.exec("BEGIN IMMEDIATE; INSERT OR REPLACE INTO omni_trial(id, at) VALUES (1, 0); COMMIT");
    refuseDamage(database);
    return database;
  } catch (error) {
    if (database?.isOpen) database.close();
    throw new DataUnusable(explain(file, error), { cause: error });
  }
}

const statementsMax = 500;

// https://www.sqlite.org/rescode.html: out of memory, read-only, I/O error, damaged, full, cannot open, no database.
const environmentalCodes: ReadonlySet<unknown> = new Set([7, 8, 10, 11, 13, 14, 26]);

/** Whether the disk or the file is at fault, and not the statement or what was bound to it. */
export const isEnvironmental = (error: unknown): boolean =>
  error instanceof Error &&
  "errcode" in error &&
  typeof error.errcode === "number" &&
  environmentalCodes.has(error.errcode & 0xff);

// Looking through a file takes about 10 ms per 4 MiB; a larger one shows its damage where it is read.
const lookedThroughBytesMax = 64 * 1024 * 1024;

function refuseDamage(database: DatabaseSync): void {
  const number = (pragma: string) => Number(Object.values(database.prepare(`PRAGMA ${pragma}`).get() ?? {})[0]);
  if (number("page_count") * number("page_size") > lookedThroughBytesMax) return;
  const found = Object.values(database.prepare("PRAGMA quick_check(1)").get() ?? {})[0];
  if (found !== "ok") throw new Error(`database disk image is malformed: ${oneLine(String(found))}`);
}

/** SQLite heads what it has found with a line of stars. */
const oneLine = (found: string): string => found.replace(/^\*\*\*.*\*\*\*\n/, "").replaceAll("\n", "; ");

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

function explain(file: string, error: unknown): string {
  const reason = reasonOf(error);
  if (/locked|busy/i.test(reason)) {
    return `${file} is in use by another process. Stop the other instance, or choose another OMNI_DATA_DIR.`;
  }
  if (/malformed|not a database|corrupt/i.test(reason)) {
    return `${file} is damaged or no database (${reason}). Nothing was changed. Restore it from a backup, or choose another OMNI_DATA_DIR.`;
  }
  if (/full/i.test(reason)) return `${file} cannot be written: the disk is full. Make room and start again.`;
  if (/readonly|read-only|unable to open|permission/i.test(reason)) {
    return `${file} cannot be opened for writing (${reason}). Check that the folder exists and that this user may write in it.`;
  }
  return `${file} cannot be opened: ${reason}`;
}
