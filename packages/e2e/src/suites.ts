/**
 * Which suites run on which engine, named by their files below this folder; `*` stands for part of a name, `**` for
 * folders. Both engines are the same rail to whoever calls it, so a suite belongs to both unless it says why not.
 * `suites.test.ts` sees to it that every suite stands here once.
 */
export const onBothEngines: readonly string[] = [
  "bad-input",
  "bad-values",
  "bank-system",
  "consistency-timeout",
  "dead-letters",
  "event-loop",
  "idempotency",
  "isolation",
  "isolation-grpc",
  "journey-life",
  "journey-races",
  "journey-refusals",
  "list-filters",
  "lists",
  "races",
  "read-your-writes",
  "seed-conformance",
  "seed-parameters",
  "service-identity",
  "template-life",
];

/** Those that test the embedded way as such, each with where the cluster shows the same. */
export const onEmbeddedAlone: Readonly<Record<string, string>> = {
  "crash/crash": "kills the one process at points inside it; cluster/ kills each process, mongod and the broker",
  "full-disk": "a file system that takes no more under SQLite; cluster/ takes the store away",
  lifecycle: "signals to the one process, and requests held inside it; cluster/ stops and rolls processes under load",
  "start-configuration":
    "what npm start says; the processes' own words are tested beside packages/platform/src/process",
  "start-failures": "damage to SQLite files, ports and folders of npm start; packages/rail/src/cluster has its own",
};

/** Those that need MongoDB, Kafka or several processes. */
export const onClusterAlone: Readonly<Record<string, string>> = {
  "deploy/**": "what the images are made of, on servers of its own",
  "cluster/**": "kills, rolls and replicas of processes, mongod and the broker",
  metrics: "every process has a metrics port of its own",
  "paused-timeline": "pauses processes of the timeline, one of two and all",
  traceparent: "looks at Kafka's records",
};

/** Those that start no rail: they test what the other suites are made of. */
export const onNoEngine: Readonly<Record<string, string>> = {
  suites: "these lists",
  "bench/**": "the arithmetic of the measurements",
  "crash/{check-history,crash-points,plan}": "the judge of the crash suite, its fuses and its plans",
  "http/*": "the load generator's HTTP client",
  "seed/*": "the reader of the seed",
};

const toFile = (suite: string): string => `packages/e2e/src/${suite.endsWith("**") ? `${suite}/*` : suite}.test.ts`;

/** Patterns of the files of the e2e project, which runs embedded, and of the cluster project. */
export const suiteFiles = {
  e2e: [...onBothEngines, ...Object.keys(onEmbeddedAlone), ...Object.keys(onNoEngine)].map(toFile),
  cluster: [...onBothEngines, ...Object.keys(onClusterAlone)].map(toFile),
} as const;
