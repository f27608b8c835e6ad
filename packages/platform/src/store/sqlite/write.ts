import type { Scope } from "@omni/kernel";
import type { Outcome, Shape, Write } from "../adapter.ts";
import type { StoredEvent } from "../collection.ts";
import type { IndexValue } from "../query.ts";
import type { Database } from "./database.ts";

/** One write waiting for its transaction. */
export interface PendingWrite {
  readonly shape: Shape;
  readonly scope: Scope;
  readonly id: string;
  readonly expectedVersion: number;
  readonly write: Write;
}

/**
 * Applies one write inside an open transaction. Looks before it writes, so that a refused one leaves nothing. The
 * events that it stored are added to `stored`, with their places.
 */
export function applyWrite(database: Database, pending: PendingWrite, now: number, stored: StoredEvent[]): Outcome {
  const { write } = pending;
  if ((write.holds?.from ?? now) > now || (write.holds?.until ?? now) < now) return { kind: "not_now" };
  if (hasMadeAnother(database, pending)) return { kind: "key_taken" };
  const clash = uniqueClash(database, pending);
  if (clash !== undefined) return { kind: "duplicate", id: clash };
  const number = pending.expectedVersion === 0 ? insertDocument(database, pending) : updateDocument(database, pending);
  if (number === undefined)
    return pending.expectedVersion === 0 ? { kind: "duplicate", id: pending.id } : { kind: "conflict" };
  writeUnique(database, pending);
  writeMany(database, pending);
  writeEvents(database, pending, number, stored);
  writeAnswer(database, pending, number);
  return { kind: "committed" };
}

/** The new document's number; `undefined` when the id is taken. */
function insertDocument(database: Database, { shape, scope, id, write }: PendingWrite): number | undefined {
  const { document, answer } = write;
  const columns = shape.indexes.map((name) => `i_${name}`);
  const names = [
    "tenant",
    "id",
    "sort_at",
    "version",
    "sequence",
    "head",
    "last_at",
    "schema",
    "due_at",
    "birth_key",
    "birth_fingerprint",
    "birth_etag",
    "birth_chosen",
    ...columns,
    "summary",
    "state",
  ];
  const statement = database.sql(
    `INSERT INTO ${shape.name}(${names.join(", ")}) VALUES (${names.map(() => "?").join(", ")}) ON CONFLICT(tenant, id) DO NOTHING`,
  );
  const indexValues = shape.indexes.map((name) => orNull(write.indexes[name]));
  const chosen = answer && write.chosenId ? 1 : null;
  const birth = [answer?.keyHash ?? null, answer?.fingerprint ?? null, answer?.etag ?? null, chosen];
  const result = statement.run(
    scope.tenantId,
    id,
    write.createdAt,
    document.version,
    document.sequence,
    document.head,
    document.lastAt,
    document.schema,
    orNull(write.dueAt),
    ...birth,
    ...indexValues,
    write.summary,
    document.text,
  );
  return result.changes === 1 ? Number(result.lastInsertRowid) : undefined;
}

/** The document's number; `undefined` when its version is another. */
function updateDocument(
  database: Database,
  { shape, scope, id, expectedVersion, write }: PendingWrite,
): number | undefined {
  const { document } = write;
  // Only indexes whose value changes are named: SQLite would rewrite the entry of any other as well.
  const changed = Object.keys(write.indexes);
  const sets = changed.map((name) => `, i_${name} = ?`).join("");
  const statement = database.sql(
    `UPDATE ${shape.name} SET version = ?, sequence = ?, head = ?, last_at = ?, schema = ?, due_at = ?, summary = ?, state = ?${sets} ` +
      "WHERE tenant = ? AND id = ? AND version = ? RETURNING number",
  );
  const row = statement.get(
    document.version,
    document.sequence,
    document.head,
    document.lastAt,
    document.schema,
    orNull(write.dueAt),
    write.summary,
    document.text,
    ...changed.map((name) => orNull(write.indexes[name])),
    scope.tenantId,
    id,
    expectedVersion,
  );
  return row === undefined ? undefined : Number(row["number"]);
}

/** Only where ids may be chosen does this have to be asked: any other id follows from its key. */
function hasMadeAnother(database: Database, { shape, scope, id, expectedVersion, write }: PendingWrite): boolean {
  if (!write.chosenId || !write.answer || expectedVersion !== 0) return false;
  const other = database
    .sql(`SELECT id FROM ${shape.name} WHERE tenant = ? AND birth_key = ? AND birth_chosen IS NOT NULL`)
    .get(scope.tenantId, write.answer.keyHash)?.["id"];
  return other !== undefined && other !== id;
}

function uniqueClash(database: Database, { shape, scope, id, write }: PendingWrite): string | undefined {
  if (write.unique?.key === undefined) return undefined;
  const other = database
    .sql(`SELECT id FROM ${shape.name}_unique WHERE tenant = ? AND key = ?`)
    .get(scope.tenantId, write.unique.key)?.["id"];
  return typeof other === "string" && other !== id ? other : undefined;
}

function writeUnique(database: Database, { shape, scope, id, write }: PendingWrite): void {
  if (!write.unique) return;
  database.sql(`DELETE FROM ${shape.name}_unique WHERE tenant = ? AND id = ?`).run(scope.tenantId, id);
  if (write.unique.key === undefined) return;
  database
    .sql(`INSERT INTO ${shape.name}_unique(tenant, key, id) VALUES (?, ?, ?)`)
    .run(scope.tenantId, write.unique.key, id);
}

function writeMany(database: Database, { shape, scope, id, write }: PendingWrite): void {
  for (const [name, values] of Object.entries(write.manyIndexes)) {
    database
      .sql(`DELETE FROM ${shape.name}_many WHERE tenant = ? AND id = ? AND name = ?`)
      .run(scope.tenantId, id, name);
    for (const value of new Set(values)) {
      database
        .sql(`INSERT INTO ${shape.name}_many(tenant, name, value, sort_at, id) VALUES (?, ?, ?, ?, ?)`)
        .run(scope.tenantId, name, value, write.createdAt, id);
    }
  }
}

function writeEvents(
  database: Database,
  { shape, write }: PendingWrite,
  document: number,
  stored: StoredEvent[],
): void {
  const statement = database.sql(
    "INSERT INTO events(collection, document, tenant, aggregate, sequence, at, event_id, type, traceparent, text) " +
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
  );
  for (const event of write.events) {
    const { lastInsertRowid } = statement.run(
      shape.name,
      document,
      event.tenantId,
      event.aggregate,
      event.sequence,
      event.occurredAt,
      event.eventId,
      event.type,
      event.traceparent ?? null,
      event.text,
    );
    stored.push({ ...event, place: Number(lastInsertRowid) });
  }
}

function writeAnswer(database: Database, { shape, write }: PendingWrite, document: number): void {
  if (!write.answer) return;
  const { keyHash, fingerprint, etag, encoded, expiresAt } = write.answer;
  database
    .sql(
      "INSERT INTO answers(collection, document, key_hash, fingerprint, etag, expires_at, encoded) VALUES (?, ?, ?, ?, ?, ?, ?)",
    )
    .run(shape.name, document, keyHash, fingerprint, etag, expiresAt, encoded ?? null);
}

const orNull = (value: IndexValue | undefined): IndexValue | null => value ?? null;
