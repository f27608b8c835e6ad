import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root, show } from "./command.ts";
import type { Tally } from "./tally.ts";

export const levels = ["quick", "ci", "soak"] as const;
export type Level = (typeof levels)[number];

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
