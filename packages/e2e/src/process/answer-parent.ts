/** What a child process can be asked: each by its name, with what is needed for the answer. */
export type Answers = Readonly<Record<string, (question: never) => unknown>>;

/** The messages between the two ends; both are written in this folder. */
export type FromParent = { readonly number: number; readonly name: string; readonly question: unknown };
export type FromChild =
  | { readonly kind: "ready"; readonly value: unknown }
  | { readonly kind: "answer"; readonly number: number; readonly value: unknown }
  | { readonly kind: "failed"; readonly number: number; readonly reason: string };

/**
 * Tells the parent that this process is ready, then answers what it asks (see `start-child.ts`) until the parent lets
 * go or dies: then this process ends.
 */
export function answerParent(ready: unknown, answers: Answers): void {
  const answer = async ({ number, name, question }: FromParent) => {
    try {
      const own = answers[name];
      if (!own) throw new Error(`nothing answers "${name}"`);
      tell({ kind: "answer", number, value: await own(question as never) });
    } catch (error) {
      tell({ kind: "failed", number, reason: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    }
  };
  process.on("message", (message) => void answer(message as FromParent));
  process.on("disconnect", () => process.exit(0));
  tell({ kind: "ready", value: ready });
}

const tell = (message: FromChild): void => void process.send?.(message);
