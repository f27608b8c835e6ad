import type { Log } from "../log/index.ts";
import type { Running } from "./service.ts";

/** Opens one part of a process and remembers it, to be stopped in its turn. */
export type Begin = <Part extends Running>(name: string, open: () => Part | Promise<Part>) => Promise<Part>;

export interface StartOptions {
  readonly log: Log;
  /** How long one part may take to stop; default 6 s. */
  readonly partMs?: number;
  /** How long all of them may take; default 9 s, so that a process ends within 10. */
  readonly allMs?: number;
}

interface Begun {
  readonly name: string;
  readonly part: Running;
}

/**
 * Starts parts one after the other; stops them in reverse. When one cannot start, those before it are stopped and
 * its error is thrown on. A part that does not stop in time, or throws, is logged and left behind: the others are
 * stopped all the same.
 */
export async function startInOrder(options: StartOptions, start: (begin: Begin) => Promise<void>): Promise<Running> {
  const begun: Begun[] = [];
  const begin: Begin = async (name, open) => {
    const part = await open();
    begun.push({ name, part });
    return part;
  };
  let stopping: Promise<void> | undefined;
  const stop = (): Promise<void> => (stopping ??= stopInReverse(begun, options));
  try {
    await start(begin);
  } catch (error) {
    await stop();
    throw error;
  }
  return { stop };
}

async function stopInReverse(
  begun: readonly Begun[],
  { log, partMs = 6_000, allMs = 9_000 }: StartOptions,
): Promise<void> {
  const end = performance.now() + allMs;
  for (const { name, part } of begun.toReversed()) {
    const left = Math.max(0, Math.min(partMs, end - performance.now()));
    try {
      const inTime = await within(part.stop(), left);
      if (!inTime) log.warn({ component: name, durationMs: Math.round(left) }, "A part did not stop in time.");
    } catch (error) {
      log.error({ component: name, error }, "A part failed to stop.");
    }
  }
}

/** Whether the work ended within so many milliseconds. */
async function within(work: Promise<void>, milliseconds: number): Promise<boolean> {
  const late = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => late.resolve(false), milliseconds);
  try {
    return await Promise.race([work.then(() => true), late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
