import { setTimeout as wait } from "node:timers/promises";

/** What `/readyz` says, from one change to the next. */
export interface Phase {
  /** By `performance.now()`. */
  readonly at: number;
  readonly status: number;
  readonly body: string;
}

export interface ReadinessWatch {
  /** How the status changed: the first is what it was at the start. */
  readonly phases: readonly Phase[];
  /** The latest answer. */
  latest(): Phase | undefined;
  stop(): Promise<void>;
}

const everyMs = 100;
const answerMs = 2_000;

/** Asks all the time. An answer that does not come in time counts as status 0. */
export function watchReadiness(baseUrl: string): ReadinessWatch {
  const phases: Phase[] = [];
  const stopping = new AbortController();
  let latest: Phase | undefined;
  const ask = async (): Promise<Omit<Phase, "at">> => {
    try {
      const answer = await fetch(`${baseUrl}/readyz`, { signal: AbortSignal.timeout(answerMs) });
      return { status: answer.status, body: await answer.text() };
    } catch {
      return { status: 0, body: "" };
    }
  };
  const running = (async () => {
    while (!stopping.signal.aborted) {
      const at = performance.now();
      latest = { at, ...(await ask()) };
      if (latest.status !== phases.at(-1)?.status) phases.push(latest);
      await wait(everyMs);
    }
  })();
  return {
    phases,
    latest: () => latest,
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
}

export const statusesOf = ({ phases }: ReadinessWatch): readonly number[] => phases.map(({ status }) => status);
