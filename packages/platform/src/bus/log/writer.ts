import type { Clock } from "@omni/kernel";
import type { Log } from "../../log/index.ts";
import type { Database } from "../../store/sqlite/database.ts";
import { groupCommit } from "../../store/sqlite/group-commit.ts";
import type { Message } from "../port.ts";
import type { Sleep } from "../deliver.ts";
import { append, readEnds, type Ends } from "./messages.ts";
import type { Offsets } from "./offsets.ts";
import type { Placed } from "./recent.ts";

export interface WriterDeps {
  readonly database: Database;
  readonly offsets: Offsets;
  readonly clock: Clock;
  readonly sleep: Sleep;
  readonly closing: AbortSignal;
  readonly log: Log;
  /** Takes over messages whose transaction has committed. */
  readonly handOver: (placed: readonly Placed[]) => void;
}

/** The one queue of shared transactions through which everything becomes durable. */
export interface Writer {
  append(batch: readonly Message[]): Promise<void>;
  /** Any other small write, inside a shared transaction. */
  write(work: () => void): Promise<void>;
  /** Makes offsets durable with the next transaction, at most 50 ms from now. */
  saveOffsetsSoon(): void;
  saveOffsets(): Promise<void>;
  /** The number of each topic's newest message. */
  ends(): Ends;
  /** Commits what waits, and the offsets. */
  flush(): void;
}

/** What one write does inside the transaction; what it answers is called after COMMIT. */
interface Job {
  readonly run: (ends: Ends) => () => void;
  readonly weight: number;
}

/** Offsets are written at the latest this long after a batch was taken. */
export const offsetDelayMs = 50;

// A message is about 5 µs of a transaction, so one of them holds the event loop for some 10 ms at most.
const weightMax = 2_000;
const weightOf = (batch: readonly Message[]): number =>
  batch.reduce((sum, { value }) => sum + 1 + value.byteLength / 10_000, 0);

const nothing = () => undefined;

export function openWriter({ database, offsets, clock, sleep, closing, log, handOver }: WriterDeps): Writer {
  let ends = readEnds(database);
  const commits = groupCommit<Job, undefined>({
    weigh: (job) => job.weight,
    weightMax,
    commit: (jobs) => {
      const moved = new Map(ends);
      // Offsets ride along on every transaction.
      const afterwards = database.transaction(() => [...jobs.map((job) => job.run(moved)), offsets.write()]);
      ends = moved;
      for (const after of afterwards) after();
      return jobs.map(nothing);
    },
  });
  const write = (work: () => void) => commits.add({ weight: 1, run: () => (work(), nothing) });
  const saveOffsets = async () => {
    if (!offsets.dirty()) return;
    await write(nothing).catch((error: unknown) =>
      log.warn({ error }, "Offsets were not saved; the next transaction tries again."),
    );
  };
  return {
    append: (batch) =>
      commits.add({
        weight: weightOf(batch),
        run: (moving) => {
          const placed = append(database, batch, moving, clock());
          return () => handOver(placed);
        },
      }),
    write,
    saveOffsets,
    saveOffsetsSoon: saver({ offsets, sleep, closing, saveOffsets }),
    ends: () => ends,
    flush: () => {
      void saveOffsets();
      commits.flush();
    },
  };
}

interface SaverDeps extends Pick<WriterDeps, "offsets" | "sleep" | "closing"> {
  readonly saveOffsets: () => Promise<void>;
}

/** One delayed save at a time; what is still unsaved afterwards (a full disk) gets another. */
function saver({ offsets, sleep, closing, saveOffsets }: SaverDeps): () => void {
  let running = false;
  const run = async () => {
    running = true;
    while (offsets.dirty() && !closing.aborted) {
      await sleep(offsetDelayMs, closing);
      if (!closing.aborted) await saveOffsets();
    }
    running = false;
  };
  return () => {
    if (!running) void run();
  };
}
