import type { Figures, Flatness, Visibility } from "./run-bench.ts";
import type { Medians } from "./measure-throughput.ts";
import { profileLines } from "./profile/profile-report.ts";
import type { Latency } from "./samples.ts";

/** The figures as tables for a terminal. */
export function report(figures: Figures): readonly string[] {
  return [
    ...throughputLines(figures),
    ...(figures.visibility ? visibilityLines(figures.visibility) : []),
    ...flatnessLines(figures.flatness),
    ...Object.entries(figures.lists).map(([list, latency]) => `list, ${list}:`.padEnd(34) + ms(latency)),
    ...(figures.start
      ? [
          `npm start: ready after ${Math.round(figures.start.firstMs)} ms, again after ${Math.round(figures.start.againMs)} ms`,
        ]
      : []),
    ...figures.profiles.flatMap((profile) => ["", ...profileLines(profile, 25)]),
  ];
}

const ms = ({ p50, p95, p99, max }: Latency): string =>
  [p50, p95, p99, max].map((value) => value.toFixed(2).padStart(8)).join("");
const cell = (value: number, digits: number): string => value.toFixed(digits).padStart(10);

function throughputLines({ rail, floor }: Figures): readonly string[] {
  if (rail.length === 0) return [];
  const head = `${"".padEnd(22)}${"commands/s".padStart(12)}${["p50", "p95", "p99", "max"].map((name) => name.padStart(8)).join("")} ms`;
  const ratios = rail.map((of) =>
    ratioLine(
      of,
      floor.find(({ clients }) => clients === of.clients),
    ),
  );
  return [
    "",
    `${head}   cores    loop p99    loop max   RSS MB  generator cores`,
    ...rail.map((of) => line("rail", of)),
    ...floor.map((of) => line("floor app", of)),
    ...ratios.filter((text) => text !== undefined),
  ];
}

function line(name: string, { clients, commandsPerSecond, latency, process, generatorCores }: Medians): string {
  const { cpuSeconds, seconds, loopDelayMs, rssMb } = process;
  const server =
    cell(cpuSeconds / seconds, 2) + cell(loopDelayMs.p99, 1) + "  " + cell(loopDelayMs.max, 1) + cell(rssMb, 0);
  return `${`${name}, ${clients} clients`.padEnd(22)}${cell(commandsPerSecond, 0).padStart(12)}${ms(latency)}${server}${cell(generatorCores, 2)}`;
}

const ratioLine = (rail: Medians, floor: Medians | undefined): string | undefined =>
  floor &&
  `rail / floor app, ${rail.clients} clients: ${(rail.commandsPerSecond / floor.commandsPerSecond).toFixed(2)}`;

const visibilityLines = ({ load, seen }: Visibility): readonly string[] => [
  "",
  `visible on the timeline at ${Math.round(load.load.commandsPerSecond)} commands/s (${seen.count} probes):`,
  "".padEnd(34) + ms(seen),
];

function flatnessLines(flatness: readonly Flatness[]): readonly string[] {
  const [first] = flatness;
  if (!first) return [];
  return [
    "",
    "commands/s by size of the store, 16 clients:",
    ...flatness.map(({ journeys, measured: { load, process } }) => {
      const share = load.commandsPerSecond / first.measured.load.commandsPerSecond;
      return `${String(journeys).padStart(10)} journeys${cell(load.commandsPerSecond, 0)}  × ${share.toFixed(2)}${ms(load.latency)}  RSS ${Math.round(process.rssMb)} MB`;
    }),
  ];
}
