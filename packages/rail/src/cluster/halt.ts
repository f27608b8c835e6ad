import { type Begin, CannotStart, type Running } from "@omni/platform/lifecycle";

/** Something that can be called off while it is under way. */
export interface Halt {
  readonly signal: AbortSignal;
  /** Calls it off, with the reason. Later reasons do not count. */
  halt(reason: string): void;
  /** What the work comes to, or throws `CannotStart` as soon as it is called off. */
  race<T>(work: Promise<T>): Promise<T>;
  /** Begins parts as `begin` does; one that is there only after all was called off is stopped again. */
  over(begin: Begin): Begin;
}

export function haltable(): Halt {
  const controller = new AbortController();
  const { signal } = controller;
  const halted = new Promise<never>((_resolve, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason as CannotStart), { once: true });
  });
  // Whether anybody waits for it or not.
  halted.catch(() => undefined);
  return {
    signal,
    halt: (reason) => controller.abort(new CannotStart(reason)),
    race: (work) => Promise.race([work, halted]),
    over:
      (begin) =>
      async <Part extends Running>(name: string, open: () => Part | Promise<Part>): Promise<Part> => {
        signal.throwIfAborted();
        const part = await open();
        if (signal.aborted) {
          await part.stop();
          signal.throwIfAborted();
        }
        return begin(name, () => part);
      },
  };
}
