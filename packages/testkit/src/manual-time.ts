import { instant, type Clock, type Instant } from "@omni/kernel";

/** Time that stands still until a test moves it. */
export interface ManualTime {
  readonly clock: Clock;
  /** Resolves when time has come that far, or when the signal aborts. */
  readonly sleep: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
  /** Moves on, waking every sleeper at its own moment and letting the work that it starts come to rest. */
  advance(milliseconds: number): Promise<void>;
}

interface Sleeper {
  readonly wakeAt: number;
  readonly wake: () => void;
}

export function manualTime(start: Instant = instant(Date.UTC(2026, 0, 15, 10, 30))): ManualTime {
  let now = start;
  const sleepers = new Set<Sleeper>();
  const sleep = (milliseconds: number, signal?: AbortSignal) =>
    new Promise<void>((resolve) => {
      if (signal?.aborted) return resolve();
      const wake = () => {
        sleepers.delete(sleeper);
        signal?.removeEventListener("abort", wake);
        resolve();
      };
      const sleeper = { wakeAt: now + milliseconds, wake };
      sleepers.add(sleeper);
      signal?.addEventListener("abort", wake);
    });
  const nextUntil = (end: number) =>
    [...sleepers].filter(({ wakeAt }) => wakeAt <= end).toSorted((left, right) => left.wakeAt - right.wakeAt)[0];
  return {
    clock: () => now,
    sleep,
    advance: async (milliseconds) => {
      const end = now + milliseconds;
      await comeToRest();
      for (let next = nextUntil(end); next; next = nextUntil(end)) {
        now = instant(Math.max(now, next.wakeAt));
        next.wake();
        await comeToRest();
      }
      now = instant(end);
    },
  };
}

/** Lets promises and a few turns of the event loop pass: enough for work that only waits for the embedded engines. */
export async function comeToRest(): Promise<void> {
  for (let turn = 0; turn < 10; turn++) await new Promise((resolve) => void setImmediate(resolve));
}
