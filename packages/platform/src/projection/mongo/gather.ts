/** Work that waits for its turn, and what it is answered. */
interface Waiting<Work, Answer> {
  readonly work: Work;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Runs one round at a time; what arrives meanwhile shares the next one. A round answers every work, in order; when it
 * throws, all of it is rejected.
 */
export function gather<Work, Answer>(round: (works: readonly Work[]) => Promise<readonly Answer[]>) {
  let waiting: Waiting<Work, Answer>[] = [];
  let running: Promise<void> | undefined;
  const runAll = async () => {
    while (waiting.length > 0) {
      const group = waiting;
      waiting = [];
      try {
        const answers = await round(group.map(({ work }) => work));
        // A round answers every work, in order.
        group.forEach(({ resolve }, index) => resolve(answers[index] as Answer));
      } catch (error) {
        for (const { reject } of group) reject(error);
      }
    }
    running = undefined;
  };
  return {
    add: (work: Work): Promise<Answer> =>
      new Promise((resolve, reject) => {
        waiting.push({ work, resolve, reject });
        running ??= runAll();
      }),
    /** Resolves when nothing is in hand. */
    rest: async () => running,
  };
}
