import type { Clock, Instant } from "@omni/kernel";

/** Answers in time, whatever the work does. */
export interface DeadlineWatch {
  /** What `work` resolves to, or `late()` once the deadline has passed (at most 20 ms after it). */
  within<Outcome>(deadline: Instant, work: Promise<Outcome>, late: () => Outcome): Promise<Outcome>;
}

interface Waiting {
  readonly deadline: Instant;
  readonly expire: () => void;
}

const tickMs = 20;

/**
 * One coarse timer serves all calls: a timer of their own would cost each of them more than all else here. It runs
 * while there are calls, stops after an idle tick, and keeps no process alive.
 */
export function deadlineWatch(clock: Clock): DeadlineWatch {
  const waiting = new Set<Waiting>();
  let timer: NodeJS.Timeout | undefined;

  const tick = (): void => {
    if (waiting.size === 0) {
      clearInterval(timer);
      timer = undefined;
      return;
    }
    const now = clock();
    for (const one of waiting) if (one.deadline <= now) one.expire();
  };

  return {
    within: (deadline, work, late) =>
      new Promise((resolve, reject) => {
        const one: Waiting = {
          deadline,
          expire: () => {
            waiting.delete(one);
            resolve(late());
          },
        };
        waiting.add(one);
        timer ??= setInterval(tick, tickMs).unref();
        work.then(
          (outcome) => {
            waiting.delete(one);
            return resolve(outcome);
          },
          (bug: unknown) => {
            waiting.delete(one);
            return reject(bug);
          },
        );
      }),
  };
}
