import type { Clock } from "@omni/kernel";
import { openDatabase, orClose, type Database } from "../../store/sqlite/database.ts";
import { find } from "../../store/sqlite/find.ts";
import { groupCommit } from "../../store/sqlite/group-commit.ts";
import type { Applied, Projection, ProjectionDeclaration } from "../port.ts";
import { driveByIndex } from "../drive-by-index.ts";
import { keyOf, openProgress, type Heads, type Progress } from "./progress.ts";
import { openRows, type Rows } from "./rows.ts";
import { findable, prepareTables } from "./tables.ts";

export interface SqliteProjectionOptions {
  /** A path, or `:memory:`; one file per projection. */
  readonly file: string;
  readonly declaration: ProjectionDeclaration;
  /** For nothing but the pace of trial writes after a failure. */
  readonly clock: Clock;
  /** Hears when the file stops taking writes, why, and when it takes them again. */
  readonly report?: ((line: string) => void) | undefined;
}

type Batch = readonly Applied[];

// A row is about 10 µs of a transaction, so one of them holds the event loop for some 20 ms at most.
const rowsMax = 2_000;

/**
 * The embedded read model: one SQLite file, owned by this process. Batches that arrive in one turn of the event loop
 * share one transaction. Throws `DataUnusable` when the file cannot be taken.
 */
export function openSqliteProjection({ file, declaration, clock, report }: SqliteProjectionOptions): Projection {
  const database = openDatabase({ file, now: clock, report });
  return orClose(database, () => projectionIn(database, declaration));
}

/** The same in a database that is open already; it is closed with the projection. */
export function projectionIn(database: Database, declaration: ProjectionDeclaration): Projection {
  prepareTables(database, declaration);
  const rows = openRows(database, declaration);
  const progress = openProgress(rows.appliedOf);
  const commits = groupCommit<Batch, string | undefined>({
    weigh: (batch) => batch.reduce((sum, event) => sum + 1 + event.rows.length, 0),
    weightMax: rowsMax,
    commit: (batches) => {
      const heads: Heads = new Map();
      const jumps = database.transaction(() => {
        const answers = batches.map((batch) => jumpIn(batch, heads, progress) ?? write(batch, heads, progress, rows));
        for (const { event, sequence } of heads.values()) rows.raise(event, sequence);
        return answers;
      });
      progress.raised(heads);
      return jumps;
    },
  });
  return {
    apply: async (batch) => {
      const jump = batch.length > 0 ? await commits.add(batch) : undefined;
      if (jump !== undefined) throw new Error(jump);
    },
    applied: async (wanted) => wanted.map(progress.of),
    find: async (scope, query) => find(database.sql, findable(declaration), scope, driveByIndex(query, declaration)),
    ready: () => database.failing() === undefined,
    close: async () => {
      commits.flush();
      database.close();
    },
  };
}

const reached = (event: Applied, heads: Heads, progress: Progress): number =>
  heads.get(keyOf(event))?.sequence ?? progress.of(event);

/** Says which event of a batch would leave a hole; looked for before anything of the batch is written. */
function jumpIn(batch: Batch, heads: Heads, progress: Progress): string | undefined {
  const ahead = new Map<string, number>();
  for (const event of batch) {
    const last = ahead.get(keyOf(event)) ?? reached(event, heads, progress);
    if (event.sequence > last + 1) return `${event.aggregate} jumps from ${last} to ${event.sequence}`;
    if (event.sequence > last) ahead.set(keyOf(event), event.sequence);
  }
  return undefined;
}

/** Writes a batch that does not jump; what is not above the reached sequence is dropped, unless it fills a gap. */
function write(batch: Batch, heads: Heads, progress: Progress, rows: Rows): undefined {
  for (const event of batch) {
    const isNew = event.sequence > reached(event, heads, progress);
    const fills = !isNew && !event.gap && rows.clearGap(event);
    if (!isNew && !fills) continue;
    rows.insert(event.scope, event.rows);
    if (event.gap) rows.markGap(event);
    if (isNew) heads.set(keyOf(event), { event, sequence: event.sequence });
  }
}
