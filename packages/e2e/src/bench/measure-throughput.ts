import type { Child } from "../process/start-child.ts";
import type { Generator } from "./load/generator.ts";
import type { Field } from "./load/load-client.ts";
import type { Load } from "./load/measure-load.ts";
import type { MeasuredProcess, ProcessFigures } from "./measured-process.ts";
import { median, type Latency } from "./samples.ts";

export type LoadGenerator = Child<undefined, Generator>;

/** A server under load: the rail or the floor app. */
export interface Server {
  readonly name: "rail" | "floor";
  readonly field: Field;
  readonly process: Child<unknown, MeasuredProcess>;
  /** Its data. */
  readonly data: string;
}

/** One measurement: what the clients saw and what the server used for it, the warm-up included. */
export interface Throughput {
  readonly server: "rail" | "floor";
  readonly clients: number;
  readonly load: Load;
  readonly process: ProcessFigures;
  /** Per second of the server's processor time: says most on a machine that does other things as well. */
  readonly commandsPerCpuSecond: number;
  /** Kilobytes that the server wrote to files per command. */
  readonly writtenKbPerCommand: number;
  /** The share of one core that the load generator took. */
  readonly generatorCores: number;
}

export interface Measured {
  readonly clients: number;
  readonly warmSeconds: number;
  readonly seconds: number;
  readonly perSecond?: number;
}

export async function measureThroughput(
  server: Server,
  generator: LoadGenerator,
  measured: Measured,
): Promise<Throughput> {
  await server.process.ask("figures");
  const cpuBefore = await generator.ask("cpuSeconds");
  const load = await generator.ask("measureLoad", { ...measured, field: server.field });
  const cpu = (await generator.ask("cpuSeconds")) - cpuBefore;
  const figures = await server.process.ask("figures");
  return {
    server: server.name,
    clients: measured.clients,
    load,
    process: figures,
    commandsPerCpuSecond: load.commands / figures.cpuSeconds,
    writtenKbPerCommand: (figures.writtenMb * 1024) / load.commands,
    generatorCores: cpu / figures.seconds,
  };
}

/** The medians of several runs of the same measurement. */
export interface Medians {
  readonly clients: number;
  readonly runs: number;
  readonly commandsPerSecond: number;
  readonly latency: Latency;
  readonly process: ProcessFigures;
  readonly commandsPerCpuSecond: number;
  readonly writtenKbPerCommand: number;
  readonly generatorCores: number;
}

export function mediansOf(runs: readonly Throughput[]): Medians {
  const of = (figure: (run: Throughput) => number) => median(runs.map(figure));
  const latency = (name: keyof Latency) => of((run) => run.load.latency[name]);
  const used = (name: "seconds" | "cpuSeconds" | "writtenMb" | "rssMb" | "rssMaxMb" | "loopBusy") =>
    of((run) => run.process[name]);
  const delay = (name: "p50" | "p99" | "max") => of((run) => run.process.loopDelayMs[name]);
  return {
    clients: runs[0]?.clients ?? 0,
    runs: runs.length,
    commandsPerSecond: of((run) => run.load.commandsPerSecond),
    latency: {
      count: latency("count"),
      p50: latency("p50"),
      p95: latency("p95"),
      p99: latency("p99"),
      max: latency("max"),
    },
    process: {
      seconds: used("seconds"),
      cpuSeconds: used("cpuSeconds"),
      writtenMb: used("writtenMb"),
      rssMb: used("rssMb"),
      rssMaxMb: used("rssMaxMb"),
      loopBusy: used("loopBusy"),
      loopDelayMs: { p50: delay("p50"), p99: delay("p99"), max: delay("max") },
    },
    commandsPerCpuSecond: of((run) => run.commandsPerCpuSecond),
    writtenKbPerCommand: of((run) => run.writtenKbPerCommand),
    generatorCores: of((run) => run.generatorCores),
  };
}
