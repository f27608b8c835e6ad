import type { Bench } from "./bench.ts";
import { compare, recordProfiles, type Compared } from "./compare.ts";
import { measureFlatness, type Filled } from "./measure-flatness.ts";
import { measureStart, type StartTimes } from "./measure-start.ts";
import { measureTimeline, type Visibility } from "./measure-timeline.ts";
import type { ProfileReport } from "./profile/profile-report.ts";
import { withGenerator } from "./servers.ts";

/** All that one benchmark has found; parts that were skipped are empty or absent. */
export interface Figures extends Compared, Filled {
  readonly visibility?: Visibility;
  readonly start?: StartTimes;
  readonly profiles: readonly ProfileReport[];
}

/** One part after the other, each on servers of its own. */
export const runBench = (given: Omit<Bench, "generator">): Promise<Figures> =>
  withGenerator(async (generator) => {
    const bench: Bench = { ...given, generator };
    const { skip, profile } = bench.options;
    const compared = skip.includes("throughput") ? { rail: [], floor: [] } : await compare(bench);
    const profiles = profile ? await recordProfiles(bench) : [];
    const visibility = skip.includes("visibility") ? undefined : await measureTimeline(bench, compared.rail);
    const filled = skip.includes("flatness") ? { flatness: [], lists: {} } : await measureFlatness(bench);
    const start = skip.includes("start") ? undefined : await measureStart(bench.folder);
    return { ...compared, ...filled, profiles, ...(visibility ? { visibility } : {}), ...(start ? { start } : {}) };
  });
