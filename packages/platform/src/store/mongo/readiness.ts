import type { Log } from "../../log/index.ts";

/** What is known of a deployment without asking it: the driver's monitor hears of every change. */
export interface Readiness {
  /** A server that takes writes is known, or was lost, at this moment. */
  saw(hasPrimary: boolean): void;
  ready(): boolean;
}

// A primary that restarts, or an election, is over in 2 s or so: nobody has to be told, operations wait as long. Shorter
// than they wait for a primary, so that a handler whose store is away finds it not ready when it gives up.
const patienceMs = 2_500;

/** Ready while a primary is known, and for a moment after it was lost. Does not flap: it waits before it says no. */
export function readiness(log: Log, now: () => number = () => performance.now()): Readiness {
  let lostAt: number | undefined;
  return {
    saw: (hasPrimary) => {
      if (!hasPrimary && lostAt === undefined) log.warn({}, "MongoDB has no primary that can be reached.");
      if (hasPrimary && lostAt !== undefined) log.info({}, "MongoDB's primary is back.");
      lostAt = hasPrimary ? undefined : (lostAt ?? now());
    },
    ready: () => lostAt === undefined || now() - lostAt < patienceMs,
  };
}
