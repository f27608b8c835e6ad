import { instant } from "@omni/kernel";
import type { Outbox, StoredEvent } from "../collection.ts";
import type { Database } from "./database.ts";
import { readMeta, writeMeta } from "./schema.ts";

/** The unpublished end of `events`: what lies beyond the acknowledged position. */
export interface EventTail extends Outbox {
  /** Takes over events whose transaction has committed, in order. */
  append(stored: readonly StoredEvent[], now: number): void;
  /** Writes the acknowledged position if it has moved, inside a transaction that runs anyway: losing it only repeats. */
  saveAcknowledged(): void;
  /** How many events wait. */
  waiting(): number;
  /** Ends every wait. */
  close(): void;
}

// What the relay has yet to publish is handed over from memory; more than this (a bus long away) is read again.
const rememberedMax = 10_000;

export function openEventTail(database: Database, now: () => number): EventTail {
  let acknowledged = Number(readMeta(database, "acknowledged") ?? 0);
  let saved = acknowledged;
  let last = Number(database.sql("SELECT max(position) AS last FROM events").get()?.["last"] ?? 0);
  let remembered: StoredEvent[] = [];
  const waiters: (() => void)[] = [];
  // Whether something was appended after the last `pending`.
  let news = last > acknowledged;

  const wake = () => {
    for (const resolve of waiters.splice(0)) resolve();
  };
  return {
    append: (stored) => {
      const end = stored.at(-1);
      if (!end) return;
      last = end.place;
      const follows = remembered.length === 0 || remembered.at(-1)?.place === (stored[0]?.place ?? 0) - 1;
      if (follows && remembered.length < rememberedMax) remembered.push(...stored);
      news = true;
      wake();
    },
    waiting: () => last - acknowledged,
    saveAcknowledged: () => {
      if (saved === acknowledged) return;
      writeMeta(database, "acknowledged", String(acknowledged));
      saved = acknowledged;
    },
    pending: async (limit) => {
      news = false;
      const inMemory = remembered[0]?.place === acknowledged + 1;
      return inMemory ? remembered.slice(0, limit) : readTail(database, acknowledged, limit);
    },
    acknowledge: async (events) => {
      const end = events.at(-1);
      if (!end || end.place <= acknowledged) return;
      acknowledged = end.place;
      const rest = remembered.findIndex((event) => event.place > acknowledged);
      remembered = rest < 0 ? [] : remembered.slice(rest);
    },
    woken: (signal) => (news || signal.aborted ? Promise.resolve() : waitAmong(waiters, signal)),
    age: async () => {
      const oldest = database
        .sql("SELECT at FROM events WHERE position > ? ORDER BY position LIMIT 1")
        .get(acknowledged)?.["at"];
      return oldest === undefined ? 0 : Math.max(0, now() - Number(oldest));
    },
    close: wake,
  };
}

/** Waits to be woken or aborted. Leaves no listener behind: a relay waits with one signal for as long as it runs. */
const waitAmong = (waiters: (() => void)[], signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const done = () => {
      signal.removeEventListener("abort", done);
      resolve();
    };
    waiters.push(done);
    signal.addEventListener("abort", done);
  });

function readTail(database: Database, acknowledged: number, limit: number): readonly StoredEvent[] {
  return database
    .sql("SELECT * FROM events WHERE position > ? ORDER BY position LIMIT ?")
    .all(acknowledged, limit)
    .map(toStoredEvent);
}

/** One row of `events`. */
export const toStoredEvent = (row: Record<string, unknown>): StoredEvent => ({
  tenantId: String(row["tenant"]),
  aggregate: String(row["aggregate"]),
  sequence: Number(row["sequence"]),
  eventId: String(row["event_id"]),
  type: String(row["type"]),
  occurredAt: instant(Number(row["at"])),
  ...(typeof row["traceparent"] === "string" ? { traceparent: row["traceparent"] } : {}),
  text: String(row["text"]),
  place: Number(row["position"]),
});
