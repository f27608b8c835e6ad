import type { Bench } from "./bench.ts";
import { measureOnce } from "./compare.ts";
import type { Throughput } from "./measure-throughput.ts";
import type { Latency } from "./samples.ts";
import { restartRail, withRail } from "./servers.ts";

/** The throughput at one size of the store. */
export interface Flatness {
  /** Journeys in the store as the measurement began. */
  readonly journeys: number;
  /** Seconds that it took to create those that were missing. */
  readonly fillSeconds: number;
  readonly measured: Throughput;
}

export interface Filled {
  readonly flatness: readonly Flatness[];
  readonly lists: Readonly<Record<string, Latency>>;
  /** Milliseconds until the rail's process is ready again on the filled store, after a kill. */
  readonly restartMs?: number;
}

const clients = 16;
const fillingClients = 64;
const listRequests = 300;
/** Page 500 is asked for. */
const journeysForLists = 10_000;

/** Fills one rail through its API, from size to size, and measures the same load at each. */
export function measureFlatness(bench: Bench): Promise<Filled> {
  const { generator, options, folder } = bench;
  return withRail(folder, async (rail) => {
    const flatness: Flatness[] = [];
    let journeys = 0;
    for (const wanted of options.journeys) {
      const missing = Math.max(0, wanted - journeys);
      const fillSeconds = await generator.ask("fill", {
        field: rail.field,
        clients: fillingClients,
        journeys: missing,
      });
      journeys += missing;
      const measured = await measureOnce(bench, rail, clients, `${journeys} journeys in the store`);
      flatness.push({ journeys, fillSeconds, measured });
      journeys += measured.load.journeys;
    }
    const enough = journeys >= journeysForLists;
    const lists = enough ? await generator.ask("measureLists", { field: rail.field, requests: listRequests }) : {};
    return { flatness, lists, restartMs: await restartRail(rail) };
  });
}
