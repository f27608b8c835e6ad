import { join } from "node:path";
import type { Latency } from "./samples.ts";
import { measureStart, type StartTimes } from "./measure-start.ts";
import {
  measureThroughput,
  mediansOf,
  type LoadGenerator,
  type Measured,
  type Medians,
  type Server,
  type Throughput,
} from "./measure-throughput.ts";
import type { Options } from "./options.ts";
import { readProfile, type ProfileReport } from "./profile/profile-report.ts";
import { withFloor, withGenerator, withRail } from "./servers.ts";

/** All that one benchmark has found; parts that were skipped are absent. */
export interface Figures {
  readonly rail: readonly Medians[];
  readonly floor: readonly Medians[];
  readonly visibility?: Visibility;
  readonly flatness: readonly Flatness[];
  readonly lists: Readonly<Record<string, Latency>>;
  readonly start?: StartTimes;
  readonly profiles: readonly ProfileReport[];
}

/** From an answer to its entry on the timeline, under half of the greatest throughput. */
export interface Visibility {
  readonly load: Throughput;
  readonly seen: Latency;
}

export interface Flatness {
  /** Journeys in the store as the measurement began. */
  readonly journeys: number;
  /** Seconds that it took to create those that were missing. */
  readonly fillSeconds: number;
  readonly measured: Throughput;
}

export interface Bench {
  readonly options: Options;
  /** Data of the servers: removed afterwards by whoever made it. */
  readonly folder: string;
  /** Where profiles are kept. */
  readonly output: string;
  readonly say: (line: string) => void;
}

export const runBench = (bench: Bench): Promise<Figures> =>
  withGenerator(async (generator) => {
    const { options } = bench;
    const skip = new Set(options.skip);
    const none = { rail: [], floor: [], profiles: [] };
    const throughput = skip.has("throughput") ? none : await compare(bench, generator);
    const visibility = skip.has("visibility") ? undefined : await measureTimeline(bench, generator, throughput.rail);
    const flat = skip.has("flatness") ? { flatness: [], lists: {} } : await measureFlatness(bench, generator);
    const start = skip.has("start") ? undefined : await measureStart(bench.folder);
    return { ...throughput, ...(visibility ? { visibility } : {}), ...flat, ...(start ? { start } : {}) };
  });

/** The rail and the floor app, turn and turn about, so that both see the same weather on the machine. */
async function compare(bench: Bench, generator: LoadGenerator) {
  const { options, folder } = bench;
  const runs: Throughput[] = [];
  for (let run = 1; run <= options.runs; run++) {
    const each = async (server: Server) => {
      for (const clients of options.clients)
        runs.push(await measureOnce(bench, server, generator, clients, `run ${run}`));
    };
    await withRail(folder, each);
    if (!options.skip.includes("floor")) await withFloor(folder, each);
  }
  const profiles = options.profile ? await withRail(folder, (rail) => recordProfiles(bench, rail, generator)) : [];
  const medians = (name: Server["name"]) =>
    options.clients
      .map((clients) => runs.filter((run) => run.server === name && run.clients === clients))
      .filter((same) => same.length > 0)
      .map(mediansOf);
  return { rail: medians("rail"), floor: medians("floor"), profiles };
}

async function measureOnce(
  { options, say }: Bench,
  server: Server,
  generator: LoadGenerator,
  clients: number,
  what: string,
): Promise<Throughput> {
  const measured = await measureThroughput(server, generator, { ...options, clients });
  const { commandsPerSecond, latency } = measured.load;
  say(
    `${what}: ${server.name}, ${clients} clients: ${Math.round(commandsPerSecond)}/s, p50 ${latency.p50.toFixed(2)} ms, p99 ${latency.p99.toFixed(1)} ms`,
  );
  return measured;
}

/** Runs of their own: recording slows the rail down. */
async function recordProfiles(
  { options, output, say }: Bench,
  rail: Server,
  generator: LoadGenerator,
): Promise<readonly ProfileReport[]> {
  const reports: ProfileReport[] = [];
  for (const clients of options.clients) {
    const load: Measured = { clients, warmSeconds: 1, seconds: options.seconds };
    await measureThroughput(rail, generator, { ...load, seconds: options.warmSeconds });
    await rail.process.ask("startProfile");
    await measureThroughput(rail, generator, load);
    const file = join(output, `rail-${clients}-clients.cpuprofile`);
    await rail.process.ask("stopProfile", file);
    say(`profile under ${clients} clients: ${file}`);
    reports.push(readProfile(file));
  }
  return reports;
}

function measureTimeline(
  { options, folder, say }: Bench,
  generator: LoadGenerator,
  rail: readonly Medians[],
): Promise<Visibility> {
  return withRail(folder, async (server) => {
    const clients = Math.max(...options.clients);
    const greatest = Math.max(...rail.map(({ commandsPerSecond }) => commandsPerSecond), 0);
    const most =
      greatest > 0
        ? greatest
        : (await measureThroughput(server, generator, { ...options, clients })).load.commandsPerSecond;
    const { field } = server;
    const [load, seen] = await Promise.all([
      measureThroughput(server, generator, { ...options, clients, perSecond: most / 2 }),
      generator.ask("measureVisibility", { field, warmSeconds: options.warmSeconds, seconds: options.seconds }),
    ]);
    say(
      `visible on the timeline at ${Math.round(load.load.commandsPerSecond)}/s: p50 ${seen.p50.toFixed(1)} ms, p99 ${seen.p99.toFixed(1)} ms`,
    );
    return { load, seen };
  });
}

const flatnessClients = 16;
const listRequests = 300;

function measureFlatness(bench: Bench, generator: LoadGenerator) {
  return withRail(bench.folder, async (rail) => {
    const flatness: Flatness[] = [];
    let journeys = 0;
    for (const wanted of bench.options.journeys) {
      const missing = Math.max(0, wanted - journeys);
      const fillSeconds = await generator.ask("fill", { field: rail.field, clients: 64, journeys: missing });
      journeys += missing;
      const measured = await measureOnce(bench, rail, generator, flatnessClients, `${journeys} journeys in the store`);
      flatness.push({ journeys, fillSeconds, measured });
      journeys += measured.load.journeys;
    }
    const lists =
      journeys >= 10_000 ? await generator.ask("measureLists", { field: rail.field, requests: listRequests }) : {};
    return { flatness, lists };
  });
}
