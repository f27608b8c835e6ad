import { once } from "node:events";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { Worker } from "node:worker_threads";
import type { WorkerAnswer, WorkerRequest } from "./request-worker.ts";

export interface LoopMeter {
  /** Sends a request from another thread; answers for how long this thread's event loop was held up at most. */
  blockedMs(request: WorkerRequest): Promise<{ readonly answer: WorkerAnswer; readonly ms: number }>;
  close(): Promise<void>;
}

const resolutionMs = 1;

export function loopMeter(): LoopMeter {
  const worker = new Worker(new URL("./request-worker.ts", import.meta.url), { execArgv: [] });
  const delay = monitorEventLoopDelay({ resolution: resolutionMs });
  delay.enable();
  return {
    blockedMs: async (request) => {
      delay.reset();
      worker.postMessage(request, []);
      const [answer] = (await once(worker, "message")) as [WorkerAnswer];
      // The answer may have come within one turn of the loop: the histogram learns of that turn in the next.
      await new Promise((resolve) => setTimeout(resolve, 5 * resolutionMs));
      return { answer, ms: Math.max(0, delay.max / 1e6 - resolutionMs) };
    },
    close: async () => {
      delay.disable();
      await worker.terminate();
    },
  };
}
