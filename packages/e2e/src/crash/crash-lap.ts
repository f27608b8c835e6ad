import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkHistory } from "./check-history.ts";
import type { CrashClient } from "./crash-client.ts";
import { postCrashTemplate, startAndKill, startCrashRail, type CrashRail } from "./crash-rail.ts";
import { crashRound, type RoundOutcome } from "./crash-round.ts";
import { observe } from "./observe.ts";
import { planOf, planText, type Plan } from "./plan.ts";

/** Rounds one after the other on the same data: each goes on where the one before was killed. */
export interface Lap {
  readonly seed: number;
  readonly from: number;
  readonly to: number;
  /** Told of each round; throws when it does not like what it sees. */
  readonly judge: (round: number, text: string, outcome: RoundOutcome) => void;
}

/**
 * Runs a lap; answers the violations that show only at its end: what an early round left behind must still be there
 * after all the kills that followed. Keeps the data of a lap that failed.
 */
export async function crashLap({ seed, from, to, judge }: Lap): Promise<readonly string[]> {
  const folder = mkdtempSync(join(tmpdir(), "omni-crash-"));
  const early: CrashClient[] = [];
  let rail: CrashRail | undefined;
  try {
    rail = await startCrashRail(folder);
    await postCrashTemplate(rail);
    for (let round = from; round <= to; round++) {
      const plan = planOf(seed, round);
      const outcome = await crashRound(rail, { seed, plan, restart: () => restart(folder, plan) });
      rail = outcome.rail;
      early.push(...outcome.clients.slice(0, 1));
      judge(round, planText(plan), outcome);
    }
    const violations = checkHistory(await observe(rail, early));
    if (violations.length === 0) rmSync(folder, { recursive: true, force: true });
    return violations;
  } finally {
    rail?.process.kill();
    await rail?.process.ended;
    await rail?.close();
  }
}

async function restart(folder: string, { secondKillMs }: Plan): Promise<CrashRail> {
  if (secondKillMs !== undefined) await startAndKill(folder, secondKillMs);
  return startCrashRail(folder);
}
