import type { Log } from "../log/index.ts";
import { CannotStart } from "./cannot-start.ts";
import type { Running } from "./service.ts";

/** Where signals come from: the process, but for tests. */
export interface SignalSource {
  once(signal: NodeJS.Signals, listener: () => void): unknown;
  off(signal: NodeJS.Signals, listener: () => void): unknown;
}

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Resolves with the first signal that asks the process to end. A second one ends it the hard way, as is usual. */
export function untilStopped(source: SignalSource = process): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    const listeners = signals.map((signal) => ({
      signal,
      listener: (): void => {
        for (const one of listeners) source.off(one.signal, one.listener);
        resolve(signal);
      },
    }));
    for (const { signal, listener } of listeners) source.once(signal, listener);
  });
}

/**
 * A process's life: starts, runs until it is asked to end, stops. Resolves with the exit code: 0 after a clean end,
 * 1 when it could not start. A signal that comes during the start ends the process as soon as it has started.
 */
export async function runProcess(log: Log, start: () => Promise<Running>, source?: SignalSource): Promise<0 | 1> {
  const stopped = untilStopped(source);
  const running = await started(log, start);
  if (running === undefined) return 1;
  log.info({ signal: await stopped }, "The process is stopping.");
  await running.stop();
  log.info({}, "The process has stopped.");
  return 0;
}

/** A process that does its work by starting, such as a migration: starts, stops. Resolves as `runProcess` does. */
export async function runTask(log: Log, start: () => Promise<Running>): Promise<0 | 1> {
  const running = await started(log, start);
  await running?.stop();
  return running === undefined ? 1 : 0;
}

async function started(log: Log, start: () => Promise<Running>): Promise<Running | undefined> {
  try {
    return await start();
  } catch (error) {
    if (error instanceof CannotStart) log.error({ reason: error.message }, "The process cannot start.");
    else log.error({ error }, "The process cannot start.");
    return undefined;
  }
}
