import { crashPoints, type CrashPoint } from "./crash-points.ts";
import { diceOf, shuffled } from "./seeded.ts";

/** How the process dies in one round. */
export type Death =
  | { readonly kind: "at a point"; readonly point: CrashPoint; readonly passes: number }
  | { readonly kind: "at random"; readonly afterMs: number };

/** One round of a campaign; it follows from the seed and its number alone. */
export interface Plan {
  readonly round: number;
  readonly death: Death;
  readonly connections: number;
  /** The first start after the kill is killed as well, after so many milliseconds. */
  readonly secondKillMs?: number;
}

// A third of the rounds dies anywhere, between two instructions that nobody thought of.
const random = "random";
const deaths = [...crashPoints, random, random, random, random, random, random] as const;

/** Every way to die comes once before one comes again. */
export function planOf(seed: number, round: number): Plan {
  const cycle = Math.floor((round - 1) / deaths.length);
  const kind = shuffled(deaths, diceOf(seed, "cycle", cycle))[(round - 1) % deaths.length] ?? random;
  const dice = diceOf(seed, "round", round);
  const death: Death =
    kind === random
      ? { kind: "at random", afterMs: dice(5, 800) }
      : { kind: "at a point", point: kind, passes: dice(1, passesMax(kind)) };
  const connections = dice(16, 32);
  return dice(1, 4) === 1 ? { round, death, connections, secondKillMs: dice(50, 900) } : { round, death, connections };
}

// A point that commands pass one by one, or one that batches pass.
const passesMax = (point: CrashPoint): number => (point.endsWith("commit") ? 800 : 40);

export const planText = ({ death, secondKillMs }: Plan): string =>
  deathText(death) + (secondKillMs === undefined ? "" : `, again ${secondKillMs} ms into the next start`);

const deathText = (death: Death): string =>
  death.kind === "at random" ? `killed after ${death.afterMs} ms` : `killed ${death.point}, pass ${death.passes}`;
