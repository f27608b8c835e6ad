/** Counts the calls in hand, also those whose callers no longer wait. */
export interface IdleWatch {
  begin(): void;
  end(): void;
  /** Resolves when there are none, or after so many milliseconds. */
  reached(graceMs: number): Promise<void>;
}

export function idleWatch(): IdleWatch {
  let inHand = 0;
  let reached: (() => void) | undefined;
  return {
    begin() {
      inHand++;
    },
    end() {
      inHand--;
      if (inHand === 0) reached?.();
    },
    reached: (graceMs) =>
      new Promise((resolve) => {
        if (inHand === 0) return resolve();
        const timer = setTimeout(resolve, graceMs);
        reached = () => {
          clearTimeout(timer);
          resolve();
        };
      }),
  };
}
