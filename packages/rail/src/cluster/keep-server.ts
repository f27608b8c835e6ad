import type { Log } from "@omni/platform/log";
import { reasonOf } from "../cannot-start.ts";
import { afterRun, crashLoop, noRuns } from "./crash-rule.ts";
import { within } from "./within.ts";

/** A server that this process has started: MongoDB's or Kafka's. */
export interface Server {
  readonly pid: () => number | undefined;
  stop(): Promise<void>;
  kill(): Promise<void>;
  restart(): Promise<void>;
  ended(): Promise<void>;
}

export interface KeepOptions<Kept extends Server> {
  readonly name: string;
  readonly server: Kept;
  readonly log: Log;
  /** Hears that it is in a crash loop, and is not started again. */
  readonly gaveUp: (reason: string) => void;
  /** False when all is over, and nothing is to be started any more. */
  readonly pause: (milliseconds: number) => Promise<boolean>;
}

export interface KeptServer<Kept extends Server> {
  /**
   * The server as tests and operators handle it: who dies (`kill`) is started again, on the same port and data; what is
   * stopped (`stop`) stays so until `restart`.
   */
  readonly handle: Kept;
  /** Stops it for good; kills it when that takes longer than so many milliseconds. */
  stop(patienceMs: number): Promise<void>;
}

/** Starts a server again whenever it dies, and tries on, ever more slowly, while it does not come up. */
export function keepServer<Kept extends Server>(options: KeepOptions<Kept>): KeptServer<Kept> {
  const { gaveUp, name, pause, server } = options;
  const log = options.log.with({ component: name });
  let wanted = true;
  let over = false;

  /** Answers why it did not come up. */
  const startAgain = async (): Promise<string | undefined> => {
    try {
      await server.restart();
      log.info({}, "A server has been restarted.");
      return undefined;
    } catch (error) {
      log.warn({ reason: reasonOf(error) }, "A server could not be restarted.");
      return reasonOf(error);
    }
  };
  const watch = async (): Promise<void> => {
    let runs = noRuns;
    let failure: string | undefined;
    for (let begun = performance.now(); ; ) {
      await server.ended();
      if (!wanted) return;
      const ranMs = performance.now() - begun;
      if (failure === undefined) log.warn({ durationMs: Math.round(ranMs) }, "A server has died.");
      const verdict = afterRun(runs, { ranMs, ready: failure === undefined });
      if (verdict === "crash loop") return gaveUp(crashLoop(name, failure ?? "no word"));
      runs = verdict.runs;
      if (!(await pause(verdict.pauseMs)) || !wanted) return;
      begun = performance.now();
      failure = await startAgain();
      if (!wanted) await server.stop();
    }
  };
  let watching = watch();

  const stop = async (): Promise<void> => {
    wanted = false;
    await server.stop();
    await watching;
  };
  const restart = async (): Promise<void> => {
    await stop();
    if (over) return;
    await server.restart();
    wanted = true;
    watching = watch();
  };
  return {
    handle: { ...server, stop, restart },
    stop: async (patienceMs) => {
      over = true;
      const stopped = await within(
        patienceMs,
        stop().then(() => true),
      );
      if (!stopped) await server.kill();
    },
  };
}
