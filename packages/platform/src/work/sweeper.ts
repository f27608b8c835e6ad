import type { Running } from "../lifecycle/service.ts";
import type { Log } from "../log/index.ts";

export interface SweeperOptions {
  /** Each does one bounded round and answers how much it did; a full round is followed by another at once. */
  readonly rounds: readonly ((limit: number) => Promise<number>)[];
  readonly everyMs?: number;
  readonly log: Log;
  /** Waits, or returns early when the signal aborts; handed in so that tests need no real time. */
  readonly sleep: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
}

/** Due work in one round. */
const roundMax = 200;

/**
 * Does what time makes due: clock events that no command has found yet, answers whose time is over. Nothing depends
 * on its pace: what it finds late, commands and lists already judge by the clock.
 */
export function startSweeper({ rounds, everyMs = 1_000, log, sleep }: SweeperOptions): Running {
  const stopping = new AbortController();
  const { signal } = stopping;
  const sweep = async (round: (limit: number) => Promise<number>) => {
    try {
      while ((await round(roundMax)) === roundMax && !signal.aborted) {
        // However short: a backlog must not keep the event loop to itself.
        await sleep(1, signal);
      }
    } catch (error) {
      log.error({ error }, "a sweep failed; the next round tries again");
    }
  };
  const running = (async () => {
    while (!signal.aborted) {
      for (const round of rounds) await sweep(round);
      await sleep(everyMs, signal);
    }
  })();
  return {
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
}
