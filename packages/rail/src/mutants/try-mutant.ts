import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { type Mutant, plant } from "./mutant.ts";

/**
 * What became of the tests: `passed`, some `failed`, they `hung` beyond the limit, or they were `broken` and none could
 * run. A mutant is caught by a test that fails; by the other two nothing is shown.
 */
export type Verdict = "passed" | "failed" | "hung" | "broken";

/** Where a mutant is tried. */
export interface Workshop {
  /** The repository, of which nothing is changed. */
  readonly root: string;
  /** Copies are made in here, each for one trial. */
  readonly folder: string;
  readonly limitMs: number;
}

/** Runs tests on a copy of a package, with the fault in it if one is given. */
export async function tryMutant(
  { folder, limitMs, root }: Workshop,
  packageFolder: string,
  trial: Pick<Mutant, "tests"> | Mutant,
): Promise<Verdict> {
  const copy = mkdtempSync(join(folder, "trial-"));
  try {
    copyPackage(root, packageFolder, copy);
    const src = join(packageFolder, "src");
    if ("file" in trial) plantIn(join(copy, src, trial.file), trial);
    const tests = trial.tests.map((test) => join(src, test));
    return await runTests(copy, tests, limitMs);
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

/** The package as it stands in the repository; what it is tested with is only pointed to. */
function copyPackage(root: string, packageFolder: string, copy: string): void {
  for (const file of ["package.json", "vitest.config.ts"]) cpSync(join(root, file), join(copy, file));
  // A folder of its own, because vitest writes into it.
  const modules = readdirSync(join(root, "node_modules")).filter((name) => !name.startsWith("."));
  mkdirSync(join(copy, "node_modules"));
  for (const name of modules) symlinkSync(join(root, "node_modules", name), join(copy, "node_modules", name));
  const [from, to] = [join(root, packageFolder), join(copy, packageFolder)];
  for (const part of ["package.json", "src"]) cpSync(join(from, part), join(to, part), { recursive: true });
  symlinkSync(join(from, "node_modules"), join(to, "node_modules"));
  // Its own names the packages beside it, which are not here.
  cpSync(join(root, "tsconfig.base.json"), join(to, "tsconfig.json"));
}

function plantIn(path: string, mutant: Mutant): void {
  const source = plant(mutant, readFileSync(path, "utf8"));
  if (source === undefined) throw new Error(`Its lines do not stand in ${mutant.file} exactly once: ${mutant.breaks}`);
  writeFileSync(path, source);
}

interface Report {
  readonly success: boolean;
  readonly numFailedTests: number;
}

// The limit is the process's: a test that is cut short would pass for one that fails.
const never = 24 * 3_600_000;

async function runTests(copy: string, tests: readonly string[], limitMs: number): Promise<Verdict> {
  const file = join(copy, "report.json");
  const reporting = ["--reporter=json", `--outputFile=${file}`, "--bail=1", `--testTimeout=${never}`];
  const env = { ...process.env, OMNI_TEST_LEVEL: "quick" };
  const args = ["run", "--project=unit", ...reporting, ...tests];
  const child = spawn("vitest", args, { cwd: copy, env, stdio: "ignore", timeout: limitMs, killSignal: "SIGKILL" });
  await once(child, "close");
  if (child.signalCode !== null) return "hung";
  if (!existsSync(file)) return "broken";
  // Written by vitest.
  const { numFailedTests, success } = JSON.parse(readFileSync(file, "utf8")) as Report;
  if (success) return "passed";
  return numFailedTests > 0 ? "failed" : "broken";
}
