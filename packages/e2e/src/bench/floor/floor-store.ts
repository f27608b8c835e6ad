import { DatabaseSync } from "node:sqlite";

/** What one command leaves behind, in one transaction. */
export interface FloorWrite {
  readonly id: string;
  readonly status: string;
  readonly customerId: string;
  readonly createdAt: string;
  /** The journey as JSON text: document and answer. */
  readonly document: string;
  readonly event: string;
}

export interface FloorStore {
  /** Runs the work in a shared transaction; resolves after COMMIT. A failure ends the process. */
  commit<T>(work: () => T): Promise<T>;
  read(id: string): string | undefined;
  keptAnswer(key: string): { readonly fingerprint: string; readonly answer: string } | undefined;
  insert(write: FloorWrite): void;
  update(write: FloorWrite): void;
  keep(key: string, fingerprint: string, answer: string): void;
}

// The same promises as the rail's store: one owner, on the disk when it answers.
const pragmas = `
  PRAGMA locking_mode = EXCLUSIVE;
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
  PRAGMA wal_autocheckpoint = 4000;
  PRAGMA cache_size = -65536;
`;

// Rows are appended; only the small entries of the indexes are inserted in the middle.
const tables = `
  CREATE TABLE journeys(id TEXT NOT NULL UNIQUE, status TEXT NOT NULL, customer TEXT NOT NULL, created_at TEXT NOT NULL, document TEXT NOT NULL);
  CREATE INDEX journeys_status ON journeys(status, created_at, id);
  CREATE INDEX journeys_customer ON journeys(customer, created_at, id);
  CREATE TABLE outbox(position INTEGER PRIMARY KEY, journey TEXT NOT NULL, event TEXT NOT NULL);
  CREATE TABLE keys(key TEXT NOT NULL UNIQUE, fingerprint TEXT NOT NULL, answer TEXT NOT NULL);
`;

/** Document, two indexes, outbox row and key row in one file; all that arrives in one turn shares one transaction. */
export function openFloorStore(file: string): FloorStore {
  const database = new DatabaseSync(file);
  database.exec(pragmas);
  database.exec(tables);
  const read = database.prepare("SELECT document FROM journeys WHERE id = ?");
  const kept = database.prepare("SELECT fingerprint, answer FROM keys WHERE key = ?");
  const insert = database.prepare(
    "INSERT INTO journeys(id, status, customer, created_at, document) VALUES (?, ?, ?, ?, ?)",
  );
  const update = database.prepare("UPDATE journeys SET status = ?, document = ? WHERE id = ?");
  const append = database.prepare("INSERT INTO outbox(journey, event) VALUES (?, ?)");
  const keep = database.prepare("INSERT INTO keys(key, fingerprint, answer) VALUES (?, ?, ?)");
  return {
    commit: groupCommit(database),
    read: (id) => textOf(read.get(id)?.["document"]),
    keptAnswer: (key) => {
      const row = kept.get(key);
      return row && { fingerprint: String(row["fingerprint"]), answer: String(row["answer"]) };
    },
    insert: ({ id, status, customerId, createdAt, document, event }) => {
      insert.run(id, status, customerId, createdAt, document);
      append.run(id, event);
    },
    update: ({ id, status, document, event }) => {
      update.run(status, document, id);
      append.run(id, event);
    },
    keep: (key, fingerprint, answer) => void keep.run(key, fingerprint, answer),
  };
}

const textOf = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);

function groupCommit(database: DatabaseSync): FloorStore["commit"] {
  const [begin, commit] = [database.prepare("BEGIN IMMEDIATE"), database.prepare("COMMIT")];
  let waiting: (() => () => void)[] = [];
  const flush = () => {
    const batch = waiting;
    waiting = [];
    begin.run();
    const answers = batch.map((work) => work());
    commit.run();
    for (const answer of answers) answer();
  };
  return (work) =>
    new Promise((resolve) => {
      if (waiting.length === 0) setImmediate(flush);
      waiting.push(() => {
        const value = work();
        return () => resolve(value);
      });
    });
}
