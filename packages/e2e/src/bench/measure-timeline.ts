import type { Bench } from "./bench.ts";
import { measureThroughput, type Medians, type Throughput } from "./measure-throughput.ts";
import type { Latency } from "./samples.ts";
import { withRail } from "./servers.ts";

/** From an answer to its entry on the timeline, under half of the greatest throughput. */
export interface Visibility {
  readonly load: Throughput;
  readonly seen: Latency;
}

/** Half of what was measured before; without that, of a measurement made for it. */
export function measureTimeline(
  { options, generator, folder, say }: Bench,
  before: readonly Medians[],
): Promise<Visibility> {
  return withRail(folder, async (rail) => {
    const clients = Math.max(...options.clients);
    const measure = (perSecond?: number) =>
      measureThroughput(rail, generator, { ...options, clients, ...(perSecond === undefined ? {} : { perSecond }) });
    const known = before.map(({ commandsPerSecond }) => commandsPerSecond);
    const greatest = known.length > 0 ? Math.max(...known) : (await measure()).load.commandsPerSecond;
    const { warmSeconds, seconds } = options;
    const [load, seen] = await Promise.all([
      measure(greatest / 2),
      generator.ask("measureVisibility", { field: rail.field, warmSeconds, seconds }),
    ]);
    const rate = Math.round(load.load.commandsPerSecond);
    say(`visible on the timeline at ${rate}/s: p50 ${seen.p50.toFixed(1)} ms, p99 ${seen.p99.toFixed(1)} ms`);
    return { load, seen };
  });
}
