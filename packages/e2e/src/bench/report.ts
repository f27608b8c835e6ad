import type { Medians } from "./measure-throughput.ts";
import { profileLines } from "./profile/profile-report.ts";
import type { Flatness } from "./measure-flatness.ts";
import type { Visibility } from "./measure-timeline.ts";
import type { Figures } from "./run-bench.ts";
import type { Latency } from "./samples.ts";
import { table, type Column } from "./table.ts";

/** The figures as tables for a terminal. Times are in milliseconds. */
export function report(figures: Figures): readonly string[] {
  return [
    ...throughputLines(figures),
    ...(figures.visibility ? visibilityLines(figures.visibility) : []),
    ...flatnessLines(figures.flatness),
    ...listLines(figures.lists),
    ...(figures.start
      ? [
          "",
          `npm start: ready after ${whole(figures.start.firstMs)} ms, again after ${whole(figures.start.againMs)} ms`,
        ]
      : []),
    ...(figures.restartMs === undefined
      ? []
      : [`the rail alone on the filled store, after a kill: ${whole(figures.restartMs)} ms`]),
    ...figures.profiles.flatMap((profile) => ["", ...profileLines(profile, 25)]),
  ];
}

const whole = (value: number): string => String(Math.round(value));

const latencyColumns = <Row>(of: (row: Row) => Latency): readonly Column<Row>[] =>
  (["p50", "p95", "p99", "max"] as const).map((head) => ({ head, cell: (row) => of(row)[head].toFixed(2) }));

interface Line extends Medians {
  readonly name: string;
}

const throughputColumns: readonly Column<Line>[] = [
  { head: "", cell: ({ name, clients }) => `${name}, ${clients} clients` },
  { head: "commands/s", cell: ({ commandsPerSecond }) => whole(commandsPerSecond) },
  ...latencyColumns<Line>(({ latency }) => latency),
  { head: "cores", cell: ({ process }) => (process.cpuSeconds / process.seconds).toFixed(2) },
  { head: "commands/cpu s", cell: ({ commandsPerCpuSecond }) => whole(commandsPerCpuSecond) },
  { head: "KB written/command", cell: ({ writtenKbPerCommand }) => writtenKbPerCommand.toFixed(1) },
  { head: "loop p99", cell: ({ process }) => process.loopDelayMs.p99.toFixed(1) },
  { head: "loop max", cell: ({ process }) => process.loopDelayMs.max.toFixed(1) },
  { head: "RSS MB", cell: ({ process }) => whole(process.rssMb) },
  { head: "generator cores", cell: ({ generatorCores }) => generatorCores.toFixed(2) },
];

function throughputLines({ rail, floor }: Figures): readonly string[] {
  if (rail.length === 0) return [];
  const rows = [...rail.map((of) => ({ name: "rail", ...of })), ...floor.map((of) => ({ name: "floor app", ...of }))];
  const ratios = rail.flatMap((of) => {
    const beside = floor.find(({ clients }) => clients === of.clients);
    return beside ? [`${of.clients} clients ${(of.commandsPerSecond / beside.commandsPerSecond).toFixed(2)}`] : [];
  });
  return [
    "",
    ...table(throughputColumns, rows),
    ...(ratios.length > 0 ? [`rail / floor app: ${ratios.join(", ")}`] : []),
  ];
}

const visibilityLines = ({ load, seen }: Visibility): readonly string[] => [
  "",
  ...table(
    [
      {
        head: "visible on the timeline",
        cell: () => `at ${whole(load.load.commandsPerSecond)} commands/s, ${seen.count} probes`,
      },
      ...latencyColumns<Latency>((row) => row),
    ],
    [seen],
  ),
];

function flatnessLines(flatness: readonly Flatness[]): readonly string[] {
  const [first] = flatness;
  if (!first) return [];
  const share = ({ measured }: Flatness) => measured.load.commandsPerSecond / first.measured.load.commandsPerSecond;
  const columns: readonly Column<Flatness>[] = [
    {
      head: "size of the store",
      cell: ({ journeys, measured }) => `${journeys} journeys, ${measured.clients} clients`,
    },
    { head: "commands/s", cell: ({ measured }) => whole(measured.load.commandsPerSecond) },
    { head: "of the first", cell: (row) => share(row).toFixed(2) },
    ...latencyColumns<Flatness>(({ measured }) => measured.load.latency),
    { head: "commands/cpu s", cell: ({ measured }) => whole(measured.commandsPerCpuSecond) },
    { head: "KB written/command", cell: ({ measured }) => measured.writtenKbPerCommand.toFixed(1) },
    { head: "loop max", cell: ({ measured }) => measured.process.loopDelayMs.max.toFixed(1) },
    { head: "RSS MB", cell: ({ measured }) => whole(measured.process.rssMb) },
    { head: "filled in s", cell: ({ fillSeconds }) => fillSeconds.toFixed(1) },
  ];
  return ["", ...table(columns, flatness)];
}

function listLines(lists: Figures["lists"]): readonly string[] {
  const rows = Object.entries(lists).map(([name, latency]) => ({ name, latency }));
  if (rows.length === 0) return [];
  return [
    "",
    ...table(
      [
        { head: "one page of a list", cell: ({ name }) => name },
        ...latencyColumns<(typeof rows)[number]>(({ latency }) => latency),
      ],
      rows,
    ),
  ];
}
