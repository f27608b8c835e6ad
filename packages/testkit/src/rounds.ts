/** How much a run repeats (architecture §7): `npm test`, `.ci/run`, `npm run soak`. */
export type Level = "quick" | "ci" | "soak";

const counts = {
  /** Kills of the rail under load, at a crash point or at random. */
  crash: { quick: 5, ci: 40, soak: 1_000 },
  /** Journeys on which random people try random commands, beside the plain copy of the rules. */
  journey: { quick: 5_000, ci: 100_000, soak: 10_000_000 },
  /** The same through the service's handlers, on a store. */
  journeyStored: { quick: 60, ci: 1_000, soak: 100_000 },
  /** Requests to the gateway that are wrong in some way, or in many. */
  hostile: { quick: 5_000, ci: 20_000, soak: 1_000_000 },
  /** Lives of the bus, the read model and the timeline: what fails, repeats, races, restarts and is killed. */
  bus: { quick: 15, ci: 200, soak: 10_000 },
  /** Times that the broker is killed under keyed streams; seconds in which a member joins and leaves a group. */
  brokerKills: { quick: 1, ci: 5, soak: 50 },
  rebalances: { quick: 5, ci: 20, soak: 600 },
  /** Times that mongod is killed under keyed writes. */
  mongodKills: { quick: 2, ci: 20, soak: 500 },
  /** Times that each process of a cluster is killed under load: every service, mongod, the broker. */
  clusterKills: { quick: 2, ci: 2, soak: 50 },
  /** Seconds for which a cluster has no bus. */
  busAwaySeconds: { quick: 15, ci: 60, soak: 60 },
  /** Seconds for which one of two replicas is stopped in the middle of its work. */
  replicaSleepSeconds: { quick: 8, ci: 20, soak: 20 },
  /** Times that every process of a cluster is replaced under load. */
  clusterRolls: { quick: 1, ci: 3, soak: 30 },
  projection: { quick: 40, ci: 1_000, soak: 50_000 },
  timeline: { quick: 12, ci: 200, soak: 10_000 },
  /** Times that 50 requests race with one idempotency key, for each kind of mutation. */
  idempotency: { quick: 3, ci: 20, soak: 500 },
  /** Times that 200 requests race to advance one step. */
  races: { quick: 3, ci: 20, soak: 500 },
  /** Times that 200 requests of each pair of commands race on one journey, from each status. */
  commandRaces: { quick: 1, ci: 5, soak: 100 },
  /** Walks through a list while 20 writers create. */
  lists: { quick: 2, ci: 20, soak: 200 },
  /** Writes that are looked for on the timeline at once, for each state of the bus. */
  readYourWrites: { quick: 20, ci: 200, soak: 5_000 },
  /** Requests that both engines are asked, and must answer alike. */
  sameAnswers: { quick: 200, ci: 2_000, soak: 100_000 },
  /** Journeys in the store while single requests are watched for how long they hold the event loop. */
  eventLoopRows: { quick: 500, ci: 11_000, soak: 100_000 },
  /** Rails that are told to stop under load. */
  lifecycle: { quick: 1, ci: 10, soak: 100 },
} as const satisfies Record<string, Record<Level, number>>;

export type Suite = keyof typeof counts;

/** How often a suite repeats at the level that `OMNI_TEST_LEVEL` names; `quick` without one. */
export const rounds = (suite: Suite): number => counts[suite][level()];

function level(): Level {
  const asked = process.env["OMNI_TEST_LEVEL"] ?? "quick";
  if (asked === "quick" || asked === "ci" || asked === "soak") return asked;
  throw new Error(`OMNI_TEST_LEVEL is "${asked}"; it can be quick, ci or soak.`);
}

/** Where a suite of random rounds begins. The same seed and round do the same again. */
export interface Campaign {
  readonly seed: number;
  /** The first round to run, from 1; the earlier ones were run before. */
  readonly from: number;
  /** The last round to run. */
  readonly to: number;
}

/**
 * The rounds of a suite: all of them with a fresh seed, unless `OMNI_TEST_SEED` gives the seed of an earlier run and
 * `OMNI_TEST_ROUND` the round to go on with.
 */
export function campaign(suite: Suite): Campaign {
  const seed = wholeNumber("OMNI_TEST_SEED") ?? Math.floor(Math.random() * 2 ** 31);
  return { seed, from: wholeNumber("OMNI_TEST_ROUND") ?? 1, to: rounds(suite) };
}

function wholeNumber(variable: string): number | undefined {
  const text = process.env[variable];
  if (text === undefined || text === "") return undefined;
  if (!/^\d{1,15}$/.test(text)) throw new Error(`${variable} is "${text}"; it must be a whole number.`);
  return Number(text);
}
