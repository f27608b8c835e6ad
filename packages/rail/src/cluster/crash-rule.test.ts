import fc from "fast-check";
import { expect, test } from "vitest";
import { afterRun, crashLoop, type EndedRun, noRuns, type Runs } from "./crash-rule.ts";

/** The pauses after these runs; ends with "crash loop" when there is one. */
function pausesAfter(ended: readonly EndedRun[]): readonly (number | "crash loop")[] {
  const pauses: (number | "crash loop")[] = [];
  let runs: Runs = noRuns;
  for (const run of ended) {
    const verdict = afterRun(runs, run);
    if (verdict === "crash loop") return [...pauses, verdict];
    pauses.push(verdict.pauseMs);
    runs = verdict.runs;
  }
  return pauses;
}

const run = (ranMs: number, ready = true): EndedRun => ({ ranMs, ready });
const repeat = (times: number, one: EndedRun) => Array.from({ length: times }, () => one);

test("who dies is started again at once, then after growing pauses, and given up after five early ends", () => {
  expect(pausesAfter(repeat(9, run(4_999)))).toEqual([0, 500, 1_000, 2_000, "crash loop"]);
});

test("who runs for 5 s is no crash loop, however often it dies, and is started again at once", () => {
  expect(pausesAfter(repeat(100, run(5_000)))).toEqual(repeat(100, run(0)).map(() => 0));
});

test("who never takes work is tried for ever, ever more slowly", () => {
  const pauses = pausesAfter(repeat(10, run(60_000, false)));
  expect(pauses).toEqual([0, 500, 1_000, 2_000, 4_000, 8_000, 10_000, 10_000, 10_000, 10_000]);
});

test("one run that was well forgives all before it", () => {
  const early = repeat(4, run(10));
  expect(pausesAfter([...early, run(6_000), ...early])).not.toContain("crash loop");
});

test("a crash loop is five early ends in a row and nothing else", () => {
  const runs = fc.array(fc.record({ ranMs: fc.integer({ min: 0, max: 20_000 }), ready: fc.boolean() }));
  fc.assert(
    fc.property(runs, (ended) => {
      const fiveInARow = ended.some(
        (_run, at) => at >= 4 && ended.slice(at - 4, at + 1).every((one) => one.ranMs < 5_000),
      );
      expect(pausesAfter(ended).includes("crash loop")).toBe(fiveInARow);
    }),
  );
});

test("its message names the process and how it ended", () => {
  expect(crashLoop("journey", "exit code 1")).toBe(
    "journey is in a crash loop: 5 runs in a row ended within 5 s of their start. The last one: exit code 1",
  );
});
