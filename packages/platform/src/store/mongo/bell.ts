/** Wakes whoever waits for news; news that came while nobody waited are kept for the next one. */
export interface Bell {
  ring(): void;
  /** From here on only later news count. */
  quiet(): void;
  /** Resolves when there are news, when the signal aborts, or after that many milliseconds. */
  wait(signal: AbortSignal, withinMs: number): Promise<void>;
}

export function bell(): Bell {
  const waiters = new Set<() => void>();
  let news = true;
  const wake = () => {
    for (const resolve of waiters) resolve();
  };
  return {
    ring: () => {
      news = true;
      wake();
    },
    quiet: () => {
      news = false;
    },
    wait: (signal, withinMs) =>
      news || signal.aborted
        ? Promise.resolve()
        : new Promise((resolve) => {
            const done = () => {
              clearTimeout(timer);
              waiters.delete(done);
              signal.removeEventListener("abort", done);
              resolve();
            };
            const timer = setTimeout(done, withinMs);
            waiters.add(done);
            signal.addEventListener("abort", done);
          }),
  };
}
