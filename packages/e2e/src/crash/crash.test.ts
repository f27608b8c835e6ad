import { campaign } from "@omni/testkit/rounds";
import { expect, test } from "vitest";
import { crashLap } from "./crash-lap.ts";
import type { RoundOutcome } from "./crash-round.ts";

// The data of so many rounds grow in one folder; then another lap begins on an empty one.
const roundsPerLap = 25;
/** Violations that a failure shows; one cause often has hundreds. */
const shownMax = 10;
/** A campaign of more rounds tells of each fiftieth only. */
const toldMax = 100;

test("kill -9 under load: nothing acknowledged is lost, nothing is doubled, and the timeline catches up", async () => {
  const { seed, from, to } = campaign("crash");
  say(`seed ${seed}, rounds ${from} to ${to}`);
  const sums = { commands: 0, unknown: 0, survived: 0, caughtUpAfterMs: 0 };
  const judge = (round: number, death: string, outcome: RoundOutcome) => {
    const text = `round ${round}, ${death}: ${findings(outcome)}`;
    if (to - from < toldMax || round % 50 === 0) say(text);
    const again = `OMNI_TEST_SEED=${seed} OMNI_TEST_ROUND=${round}`;
    expect(outcome.violations.slice(0, shownMax), `${text}; again: ${again}`).toEqual([]);
    sums.commands += outcome.commands;
    sums.unknown += outcome.unknown;
    sums.survived += outcome.survived;
    sums.caughtUpAfterMs = Math.max(sums.caughtUpAfterMs, outcome.caughtUpAfterMs);
  };
  for (let first = from; first <= to; first += roundsPerLap) {
    const last = Math.min(to, first + roundsPerLap - 1);
    const violations = await crashLap({ seed, from: first, to: last, judge });
    expect(violations.slice(0, shownMax), `after rounds ${first} to ${last}, seed ${seed}`).toEqual([]);
  }
  say(findings(sums));
});

type Findings = Pick<RoundOutcome, "commands" | "unknown" | "survived" | "caughtUpAfterMs">;

const findings = ({ commands, unknown, survived, caughtUpAfterMs }: Findings): string =>
  `${commands} commands, ${unknown} of unknown fate, of which ${survived} were committed; ` +
  `the timeline caught up within ${Math.round(caughtUpAfterMs)} ms`;

/** Goes to the terminal at once: a campaign of hours says where it is. */
const say = (line: string): void => void process.stderr.write(`crash: ${line}\n`);
