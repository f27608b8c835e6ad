import { availableParallelism } from "node:os";
import type { MutantList } from "./find-mutants.ts";
import type { Mutant } from "./mutant.ts";
import { tryMutant, type Verdict, type Workshop } from "./try-mutant.ts";

export interface Trial {
  readonly list: MutantList;
  readonly mutant: Mutant;
}

export const nameOf = ({ list, mutant }: Trial): string => `${list.name}: ${mutant.breaks}`;

/** Tests that fail without any fault: they would catch everything. */
export class TestsFail extends Error {}

const firstLimitMs = 600_000;
/** A fault may make tests slow (the shortest example of it is looked for), and a machine may be busy. */
const limitOf = (quietMs: number): number => Math.ceil(60_000 + 10 * quietMs);

/** Tries all, as many at a time as there are cores, and tells each verdict with how long it took. Throws `TestsFail`. */
export async function tryAll(
  place: Omit<Workshop, "limitMs">,
  trials: readonly Trial[],
  tell: (trial: Trial, verdict: Verdict, ms: number) => void,
): Promise<void> {
  const limits = new Map<string, number>();
  await inParallel(distinct(trials), async ({ list, mutant: { tests } }) => {
    const [verdict, ms] = await timed(() => tryMutant({ ...place, limitMs: firstLimitMs }, list.folder, { tests }));
    if (verdict !== "passed") throw new TestsFail(`Without any fault the tests do not pass: ${tests.join(" ")}`);
    limits.set(testsOf({ list, mutant: { tests } }), limitOf(ms));
  });
  await inParallel(trials, async (trial) => {
    const limitMs = limits.get(testsOf(trial)) ?? firstLimitMs;
    tell(trial, ...(await timed(() => tryMutant({ ...place, limitMs }, trial.list.folder, trial.mutant))));
  });
}

interface Tested {
  readonly list: Pick<MutantList, "folder">;
  readonly mutant: Pick<Mutant, "tests">;
}

const testsOf = ({ list, mutant }: Tested): string => [list.folder, ...mutant.tests].join(" ");

/** One for each selection of tests. */
const distinct = (trials: readonly Trial[]): readonly Trial[] => [
  ...new Map(trials.map((trial) => [testsOf(trial), trial])).values(),
];

async function timed<T>(work: () => Promise<T>): Promise<readonly [T, number]> {
  const started = performance.now();
  return [await work(), performance.now() - started];
}

async function inParallel<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const waiting = items.values();
  await Promise.all(
    Array.from({ length: availableParallelism() }, async () => {
      for (const item of waiting) await work(item);
    }),
  );
}
