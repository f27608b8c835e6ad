import { instant, type Clock, type Scope } from "@omni/kernel";
import type { StoredEvent } from "../collection.ts";
import type { Document, KeptAnswer, Outcome, Shape, StoreAdapter } from "../adapter.ts";
import { openDatabase, orClose, type Database } from "./database.ts";
import { find, type FindableTable } from "./find.ts";
import { groupCommit, type GroupCommit } from "./group-commit.ts";
import { openEventTail, toStoredEvent, type EventTail } from "./outbox.ts";
import { orderOf, prepareTables, readMeta, writeMeta } from "./schema.ts";
import { applyWrite, type PendingWrite } from "./write.ts";

export interface SqliteOptions {
  /** A path, or `:memory:`. */
  readonly file: string;
  readonly shapes: readonly Shape[];
  readonly clock: Clock;
  /** Hears when the file stops taking writes, why, and when it takes them again. */
  readonly report?: ((line: string) => void) | undefined;
}

// A bus that stays away for long must not fill the disk with events that nobody reads: then writes are refused.
const waitingMax = 1_000_000;

/** The embedded engine: one SQLite file, owned by this process. Throws `DataUnusable` when it cannot be opened. */
export function openSqliteAdapter({ file, shapes, clock, report }: SqliteOptions): StoreAdapter {
  const database = openDatabase({ file, now: clock, report });
  return orClose(database, () => adapterOn(database, shapes, clock));
}

/** The engine on an open database, which it closes with itself. */
export function adapterOn(database: Database, shapes: readonly Shape[], clock: Clock): StoreAdapter {
  prepareTables(database, shapes);
  const epoch = Number(readMeta(database, "epoch") ?? 1);
  const tail = openEventTail(database, clock);
  const commits = groupCommit<PendingWrite, Outcome>({
    commit: (writes) => commitTogether(database, tail, writes, clock),
    weigh: ({ write }) => Math.max(writeWeightMin, write.document.text.length),
    weightMax: groupWeightMax,
  });
  return {
    exclusive: true,
    epoch,
    load: async (shape, scope, id) => readDocument(database, shape, scope.tenantId, id),
    answer: async (shape, scope, id, keyHash) => readAnswer(database, shape, scope.tenantId, id, keyHash),
    commit: async (shape, scope, id, expectedVersion, write) =>
      tail.waiting() > waitingMax ? { kind: "full" } : commitOne(commits, { shape, scope, id, expectedVersion, write }),
    find: async (shape, scope, query) => find(database.sql, findable(shape), scope, query),
    sweep: async (shape, now, limit) =>
      database
        .sql(`SELECT tenant, id FROM ${shape.name} WHERE due_at <= ? ORDER BY due_at LIMIT ?`)
        .all(now, limit)
        .map((row) => ({ tenantId: String(row["tenant"]), id: String(row["id"]) })),
    readEvents: async (scope, aggregate, from, limit) =>
      readEvents(database, shapes, { scope, aggregate, from, limit }),
    forgetAnswers: async (now, limit) => forgetAnswers(database, now, limit),
    outbox: tail,
    ready: () => database.failing() === undefined,
    close: async () => {
      commits.flush();
      tail.close();
      try {
        database.transaction(() => (writeMeta(database, "epoch", String(epoch)), tail.saveAcknowledged()));
      } finally {
        database.close();
      }
    },
  };
}

export const findable = (shape: Shape): FindableTable => ({
  table: shape.name,
  indexes: shape.indexes,
  many: shape.manyIndexes,
  value: "summary",
  order: orderOf(shape),
});

// Characters of state in one transaction, so that a turn of the event loop stays short; and writes, for small ones.
const groupWeightMax = 4 * 1024 * 1024;
const writeWeightMin = groupWeightMax / 256;

/** Applies writes in one transaction, each with its own outcome; throws when nothing was written. */
function commitTogether(
  database: Database,
  tail: EventTail,
  writes: readonly PendingWrite[],
  clock: Clock,
): readonly Outcome[] {
  const stored: StoredEvent[] = [];
  const now = clock();
  const outcomes = database.transaction(() => {
    tail.saveAcknowledged();
    return writes.map((write) => applyWrite(database, write, now, stored));
  });
  tail.append(stored, now);
  return outcomes;
}

async function commitOne(commits: GroupCommit<PendingWrite, Outcome>, write: PendingWrite): Promise<Outcome> {
  try {
    return await commits.add(write);
  } catch (error) {
    return { kind: "unavailable", reason: error instanceof Error ? error.message : String(error) };
  }
}

function readDocument(database: Database, shape: Shape, tenantId: string, id: string): Document | undefined {
  const row = database
    .sql(`SELECT version, sequence, head, last_at, schema, state FROM ${shape.name} WHERE tenant = ? AND id = ?`)
    .get(tenantId, id);
  if (!row) return undefined;
  return {
    version: Number(row["version"]),
    sequence: Number(row["sequence"]),
    head: String(row["head"]),
    lastAt: instant(Number(row["last_at"])),
    schema: Number(row["schema"]),
    text: String(row["state"]),
  };
}

function readEvents(
  database: Database,
  shapes: readonly Shape[],
  asked: { readonly scope: Scope; readonly aggregate: string; readonly from: number; readonly limit: number },
): readonly StoredEvent[] {
  const slash = asked.aggregate.indexOf("/");
  const shape = shapes.find(({ aggregate }) => aggregate === asked.aggregate.slice(0, slash));
  if (!shape) return [];
  return database
    .sql(
      `SELECT e.* FROM ${shape.name} AS d CROSS JOIN events AS e ON e.collection = ? AND e.document = d.number ` +
        "WHERE d.tenant = ? AND d.id = ? AND e.sequence >= ? ORDER BY e.sequence LIMIT ?",
    )
    .all(shape.name, asked.scope.tenantId, asked.aggregate.slice(slash + 1), asked.from, asked.limit)
    .map(toStoredEvent);
}

function readAnswer(
  database: Database,
  shape: Shape,
  tenantId: string,
  id: string,
  keyHash: string,
): KeptAnswer | undefined {
  const row = database
    .sql(
      "SELECT a.fingerprint, a.etag, a.encoded, d.birth_key, d.birth_fingerprint, d.birth_etag " +
        `FROM ${shape.name} AS d LEFT JOIN answers AS a ON a.collection = ? AND a.document = d.number AND a.key_hash = ? ` +
        "WHERE d.tenant = ? AND d.id = ?",
    )
    .get(shape.name, keyHash, tenantId, id);
  if (!row) return undefined;
  if (row["fingerprint"] !== null) {
    const { encoded } = row;
    const kept = { fingerprint: String(row["fingerprint"]), etag: String(row["etag"]) };
    return encoded instanceof Uint8Array ? { ...kept, encoded } : kept;
  }
  // The key of a create stays as long as the resource.
  if (row["birth_key"] !== keyHash) return undefined;
  return { fingerprint: String(row["birth_fingerprint"]), etag: String(row["birth_etag"]) };
}

function forgetAnswers(database: Database, now: number, limit: number): number {
  // Answers are kept equally long, so the oldest numbers end first.
  const oldest = database.sql("SELECT number, expires_at FROM answers ORDER BY number LIMIT ?").all(limit);
  const ended = oldest.filter((row) => Number(row["expires_at"]) <= now);
  const last = ended.at(-1)?.["number"];
  if (last === undefined) return 0;
  database.transaction(() =>
    database.sql("DELETE FROM answers WHERE number <= ? AND expires_at <= ?").run(Number(last), now),
  );
  return ended.length;
}
