import { setTimeout as wait } from "node:timers/promises";

/** Waits, or returns early when the signal aborts. Never throws. */
export const sleep = async (milliseconds: number, signal?: AbortSignal): Promise<void> => {
  try {
    await wait(milliseconds, undefined, signal ? { signal } : {});
  } catch {
    // Aborted: the caller looks at its signal.
  }
};
