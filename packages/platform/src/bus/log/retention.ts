import type { Clock } from "@omni/kernel";
import type { Log } from "../../log/index.ts";
import type { Database } from "../../store/sqlite/database.ts";
import type { Sleep } from "../deliver.ts";
import type { Ends } from "./messages.ts";
import type { Offsets } from "./offsets.ts";

/** How long a message is kept that every known group has taken. */
export const keptMs = 7 * 24 * 3_600_000;
/** How often the log looks for messages to delete. */
export const deleteEveryMs = 60_000;
/** Messages deleted in one transaction at most: a step takes a few milliseconds. */
export const deleteMax = 500;

export interface Retention {
  readonly database: Database;
  readonly clock: Clock;
  readonly sleep: Sleep;
  readonly offsets: Offsets;
  readonly ends: () => Ends;
  readonly log: Log;
}

/** Deletes what is no longer needed, in bounded steps with a turn of the event loop between, until the signal aborts. */
export async function retain(retention: Retention, closing: AbortSignal): Promise<void> {
  while (!closing.aborted) {
    for (const topic of retention.ends().keys()) {
      while (!closing.aborted && deleteStep(retention, topic) === deleteMax) await nextTurn();
    }
    await retention.sleep(deleteEveryMs, closing);
  }
}

/** One step in one topic; answers how many messages it deleted. A failure is reported and waits for the next round. */
function deleteStep({ database, clock, offsets, ends, log }: Retention, topic: string): number {
  // The newest message stays, so that numbers go on from it.
  const last = Math.min(offsets.takenByAll(topic), (ends().get(topic) ?? 0) - 1);
  try {
    const oldest = database
      .sql("SELECT number, at FROM messages WHERE topic = ? AND number <= ? ORDER BY number LIMIT ?")
      .all(topic, last, deleteMax);
    const firstKept = oldest.findIndex((row) => Number(row["at"]) > clock() - keptMs);
    const count = firstKept < 0 ? oldest.length : firstKept;
    if (count === 0) return 0;
    const end = Number(oldest[count - 1]?.["number"]);
    database.transaction(() => database.sql("DELETE FROM messages WHERE topic = ? AND number <= ?").run(topic, end));
    return count;
  } catch (error) {
    log.warn({ topic, error }, "Old messages were not deleted; the next round tries again.");
    return 0;
  }
}

const nextTurn = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));
