import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { Session } from "node:inspector/promises";
import { monitorEventLoopDelay, performance } from "node:perf_hooks";

/** What a process has used since it was last asked. */
export interface ProcessFigures {
  readonly seconds: number;
  readonly cpuSeconds: number;
  /** What it had the system write to files. */
  readonly writtenMb: number;
  readonly rssMb: number;
  /** Since the process began. */
  readonly rssMaxMb: number;
  /** How much later than due a timer of this process ran: the longest blocks of the loop. */
  readonly loopDelayMs: { readonly p50: number; readonly p99: number; readonly max: number };
  /** The share of time in which the event loop was busy. */
  readonly loopBusy: number;
}

const resolutionMs = 2;

/** What the parent of a measured process can ask it; see `answerParent`. */
export function measuredProcess() {
  const delay = monitorEventLoopDelay({ resolution: resolutionMs });
  delay.enable();
  let since = snapshot();
  let session: Session | undefined;
  return {
    figures: (): ProcessFigures => {
      const now = snapshot();
      const used = process.cpuUsage(since.cpu);
      const figures = {
        seconds: (now.at - since.at) / 1000,
        cpuSeconds: (used.user + used.system) / 1e6,
        writtenMb: (now.written - since.written) / 2 ** 20,
        rssMb: process.memoryUsage.rss() / 2 ** 20,
        rssMaxMb: process.resourceUsage().maxRSS / 1024,
        loopDelayMs: { p50: late(delay.percentile(50)), p99: late(delay.percentile(99)), max: late(delay.max) },
        loopBusy: performance.eventLoopUtilization(now.loop, since.loop).utilization,
      };
      delay.reset();
      since = now;
      return figures;
    },
    startProfile: async (): Promise<void> => {
      session = new Session();
      session.connect();
      await session.post("Profiler.enable");
      await session.post("Profiler.setSamplingInterval", { interval: 200 });
      await session.post("Profiler.start");
    },
    /** Writes what was recorded since `startProfile` as a .cpuprofile. */
    stopProfile: async (file: string): Promise<void> => {
      const recorded = await session?.post("Profiler.stop");
      session?.disconnect();
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, JSON.stringify(recorded?.profile));
    },
  };
}

export type MeasuredProcess = ReturnType<typeof measuredProcess>;

const snapshot = () => ({
  at: performance.now(),
  cpu: process.cpuUsage(),
  loop: performance.eventLoopUtilization(),
  // Counted in blocks of 512 bytes.
  written: process.resourceUsage().fsWrite * 512,
});

/** The histogram holds nanoseconds between two runs of a timer that is due every `resolutionMs`. */
const late = (nanoseconds: number): number => Math.max(0, nanoseconds / 1e6 - resolutionMs);
