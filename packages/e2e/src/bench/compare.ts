import { join } from "node:path";
import type { Bench } from "./bench.ts";
import { measureThroughput, mediansOf, type Medians, type Server, type Throughput } from "./measure-throughput.ts";
import { readProfile, type ProfileReport } from "./profile/profile-report.ts";
import { withFloor, withRail } from "./servers.ts";

export interface Compared {
  readonly rail: readonly Medians[];
  readonly floor: readonly Medians[];
}

/** The rail and the floor app, turn and turn about, so that both see the same weather on the machine. */
export async function compare(bench: Bench): Promise<Compared> {
  const { options, folder } = bench;
  const runs: Throughput[] = [];
  for (let run = 1; run <= options.runs; run++) {
    const each = async (server: Server) => {
      for (const clients of options.clients) runs.push(await measureOnce(bench, server, clients, `run ${run}`));
    };
    await withRail(folder, each);
    if (!options.skip.includes("floor")) await withFloor(folder, each);
  }
  const of = (name: Server["name"]) =>
    options.clients
      .map((clients) => runs.filter((run) => run.server === name && run.clients === clients))
      .filter((same) => same.length > 0)
      .map(mediansOf);
  return { rail: of("rail"), floor: of("floor") };
}

/** One measurement, told as soon as it is made. */
export async function measureOnce(bench: Bench, server: Server, clients: number, what: string): Promise<Throughput> {
  const measured = await measureThroughput(server, bench.generator, { ...bench.options, clients });
  const { commandsPerSecond, latency } = measured.load;
  const rate = `${Math.round(commandsPerSecond)}/s, p50 ${latency.p50.toFixed(2)} ms, p99 ${latency.p99.toFixed(1)} ms`;
  bench.say(`${what}: ${server.name}, ${clients} clients: ${rate}`);
  return measured;
}

/** Processor profiles of the rail, in runs of their own: recording slows it down. */
export function recordProfiles({ options, generator, folder, output, say }: Bench): Promise<readonly ProfileReport[]> {
  return withRail(folder, async (rail) => {
    const reports: ProfileReport[] = [];
    for (const clients of options.clients) {
      const load = { clients, warmSeconds: 1, seconds: options.seconds };
      await measureThroughput(rail, generator, { ...load, seconds: options.warmSeconds });
      await rail.process.ask("startProfile");
      await measureThroughput(rail, generator, load);
      const file = join(output, `rail-${clients}-clients.cpuprofile`);
      await rail.process.ask("stopProfile", file);
      say(`profile under ${clients} clients: ${file}`);
      reports.push(readProfile(file));
    }
    return reports;
  });
}
