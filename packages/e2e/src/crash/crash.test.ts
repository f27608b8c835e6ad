import { campaign } from "@omni/testkit/rounds";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { postCrashTemplate, startCrashRail, type CrashRail } from "./crash-rail.ts";
import { crashRound } from "./crash-round.ts";
import { deathText, planOf } from "./plan.ts";

// A campaign goes on with the data of the round before, but not for ever.
const roundsPerFolder = 25;
/** Violations that a failure shows; one cause often has hundreds. */
const shownMax = 10;

describe("kill -9 under load", () => {
  let rail: CrashRail | undefined;
  const folders: string[] = [];
  afterEach(async () => {
    rail?.process.kill();
    await rail?.process.ended;
    await rail?.close();
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
  });

  const freshFolder = (): string => {
    const folder = mkdtempSync(join(tmpdir(), "omni-crash-"));
    folders.push(folder);
    return folder;
  };
  const fresh = async (): Promise<CrashRail> => {
    rail?.process.kill();
    await rail?.close();
    const started = await startCrashRail(freshFolder());
    await postCrashTemplate(started);
    return started;
  };

  test("nothing acknowledged is lost, nothing is doubled, and the timeline catches up", async () => {
    const { seed, from, to } = campaign("crash");
    say(`seed ${seed}, rounds ${from} to ${to}; again: OMNI_TEST_SEED=${seed} OMNI_TEST_ROUND=${from}`);
    const sums = { commands: 0, unknown: 0, survived: 0, caughtUpAfterMs: 0 };
    for (let round = from; round <= to; round++) {
      rail = rail && (round - from) % roundsPerFolder !== 0 ? rail : await fresh();
      const plan = planOf(seed, round);
      const restart = () => startCrashRail(folders.at(-1) ?? "");
      const outcome = await crashRound(rail, { seed, plan, restart });
      rail = outcome.rail;
      const what = `round ${round}, ${deathText(plan.death)}: ${outcome.commands} commands, ${outcome.unknown} unknown, ${outcome.survived} of them committed, caught up after ${Math.round(outcome.caughtUpAfterMs)} ms`;
      if (to - from < 100 || round % 50 === 0) say(what);
      expect(
        outcome.violations.slice(0, shownMax),
        `${what}; again: OMNI_TEST_SEED=${seed} OMNI_TEST_ROUND=${round}`,
      ).toEqual([]);
      sums.commands += outcome.commands;
      sums.unknown += outcome.unknown;
      sums.survived += outcome.survived;
      sums.caughtUpAfterMs = Math.max(sums.caughtUpAfterMs, outcome.caughtUpAfterMs);
    }
    say(
      `${sums.commands} commands, ${sums.unknown} unknown, ${sums.survived} of them committed; the timeline caught up within ${Math.round(sums.caughtUpAfterMs)} ms`,
    );
  });
});

/** Goes to the terminal at once: a campaign of hours says where it is. */
const say = (line: string): void => void process.stderr.write(`crash: ${line}\n`);
