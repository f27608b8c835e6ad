/** What is remembered of the runs of one process, one after the other. */
export interface Runs {
  /** How many of the last in a row ended soon after their start. */
  readonly early: number;
  /** How many of the last in a row ended early or never took work. */
  readonly unwell: number;
}

/** One run that has ended, and not because we wanted it to. */
export interface EndedRun {
  readonly ranMs: number;
  /** Whether it ever took work. */
  readonly ready: boolean;
}

export const noRuns: Runs = { early: 0, unwell: 0 };

/** A run that ends sooner than this after its start is early… */
const earlyMs = 5_000;
/** …and so many of them in a row are a crash loop. */
const earlyMax = 5;

const firstPauseMs = 500;
const pauseMaxMs = 10_000;

/** What follows from the end of a run: how long to wait before the next one, or that there should be none. */
export type Verdict = { readonly runs: Runs; readonly pauseMs: number } | "crash loop";

/** The first time a process is started again at once, then after 0.5, 1, 2… s; a run that was well begins anew. */
export function afterRun({ early, unwell }: Runs, { ranMs, ready }: EndedRun): Verdict {
  const soon = ranMs < earlyMs;
  const runs = { early: soon ? early + 1 : 0, unwell: soon || !ready ? unwell + 1 : 0 };
  if (runs.early >= earlyMax) return "crash loop";
  return { runs, pauseMs: runs.unwell <= 1 ? 0 : Math.min(firstPauseMs * 2 ** (runs.unwell - 2), pauseMaxMs) };
}

/** Why a crash loop was given up, in words for the operator. */
export const crashLoop = (name: string, lastEnd: string): string =>
  `${name} is in a crash loop: ${earlyMax} runs in a row ended within ${earlyMs / 1_000} s of their start. The last one: ${lastEnd}`;
