import { setTimeout as wait } from "node:timers/promises";
import { scrape, sumOf, targetsOf } from "../metrics/scrape.ts";
import type { LoopMeter } from "./blocked-ms.ts";

/** Two turns of the histograms: they count from the second one after a look on. */
const settleMs = 30;

/** A meter of the rail's own: the longest delay that any of its processes tells of since the last look. */
export function scrapedMeter(dataDir: string): LoopMeter {
  const look = async (): Promise<number> => {
    const delays = targetsOf(dataDir).map(async (target) =>
      sumOf(await scrape(target), "omni_event_loop_delay_max_seconds"),
    );
    return 1_000 * Math.max(...(await Promise.all(delays)).map((seconds) => seconds ?? Number.NaN));
  };
  return {
    blockedMs: async ({ url, ...init }) => {
      await look();
      await wait(settleMs);
      const response = await fetch(url, init);
      const answer = { status: response.status, bytes: (await response.arrayBuffer()).byteLength };
      return { answer, ms: await look() };
    },
    close: async () => undefined,
  };
}
