import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root, show } from "./command.ts";
import type { Tally } from "./tally.ts";

export const levels = ["quick", "ci", "soak"] as const;
export type Level = (typeof levels)[number];

/** Vitest's projects of the suites that see the whole rail, by the engine that `OMNI_TEST_ENGINE` names. */
const projectOf: ReadonlyMap<string, string> = new Map([
  ["embedded", "e2e"],
  ["cluster", "cluster"],
]);

/** The projects of the engine that is asked for, or of all; `undefined` when there is no such engine. */
export function engineProjects(asked: string | undefined): readonly string[] | undefined {
  if (asked === undefined || asked === "") return [...projectOf.values()];
  const project = projectOf.get(asked);
  return project === undefined ? undefined : [project];
}

/** What is wrong with the word in an environment variable. */
export const wrongWord = (variable: string, words: readonly string[]): string =>
  `${variable} is "${process.env[variable]}"; it can be ${words.join(", ")}.`;

export const wrongEngine = (): string => wrongWord("OMNI_TEST_ENGINE", [...projectOf.keys()]);

/** Runs vitest once and answers its sums; a run that died without any counts as one failure. */
export async function runSuites(level: Level, selection: readonly string[]): Promise<Tally> {
  const folder = mkdtempSync(join(tmpdir(), "omni-test-"));
  const file = join(folder, "tally.json");
  const reporters = ["--reporter=default", `--reporter=${join(root, "packages/rail/src/cli/tally.ts")}`];
  try {
    const ok = await show("vitest", ["run", "--passWithNoTests", ...reporters, ...selection], {
      ...process.env,
      OMNI_TEST_LEVEL: level,
      OMNI_TEST_TALLY: file,
    });
    return withExit(ok, readTally(file));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Prints what was left out and, as the very last line, the sums that CI reads. */
export function report({ passed, failed, leftOut }: Tally): void {
  for (const left of leftOut) console.log(`left out: ${left}`);
  const none = passed + failed === 0;
  if (none) console.log("No test ran.");
  console.log(`${passed} passed, ${none ? 1 : failed} failed`);
  process.exitCode = none || failed > 0 ? 1 : 0;
}

function readTally(file: string): Tally {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Tally;
  } catch {
    console.log("vitest ended without a result.");
    return { passed: 0, failed: 1, leftOut: [] };
  }
}

function withExit(ok: boolean, tally: Tally): Tally {
  if (ok || tally.failed > 0) return tally;
  console.log("vitest failed, though no test did.");
  return { ...tally, failed: 1 };
}
