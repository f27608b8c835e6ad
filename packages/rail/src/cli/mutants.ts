import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findMutants, rotten } from "../mutants/find-mutants.ts";
import { nameOf, TestsFail, tryAll } from "../mutants/try-all.ts";
import type { Verdict } from "../mutants/try-mutant.ts";
import { root } from "./command.ts";

// Plants each fault that is listed beside the code in a copy of it, and tells whether the tests catch it.

const said: Readonly<Record<Verdict, string>> = {
  failed: "caught",
  passed: "SURVIVED",
  hung: "NOT CAUGHT, the tests did not come to an end:",
  broken: "NOT CAUGHT, no test could run:",
};

const words = process.argv.slice(2).join(" ").toLowerCase();
const lists = findMutants(root);
const gone = lists.flatMap((list) => rotten(root, list).map((mutant) => nameOf({ list, mutant })));
const trials = lists
  .flatMap((list) => list.mutants.map((mutant) => ({ list, mutant })))
  .filter((trial) => nameOf(trial).toLowerCase().includes(words));

const folder = realpathSync(mkdtempSync(join(tmpdir(), "omni-mutants-")));
process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => process.exit(130));

let caught = 0;
for (const name of gone) console.log(`ROTTEN, its lines do not stand in the code exactly once: ${name}`);
try {
  await tryAll({ root, folder }, gone.length === 0 ? trials : [], (trial, verdict, ms) => {
    if (verdict === "failed") caught++;
    console.log(`${said[verdict]} ${nameOf(trial)} (${(ms / 1000).toFixed(1)} s)`);
  });
} catch (error) {
  if (!(error instanceof TestsFail)) throw error;
  console.log(error.message);
}
if (trials.length === 0) console.log("No mutant is named like this.");
console.log(`${caught} caught, ${trials.length - caught} survived`);
process.exitCode = caught > 0 && caught === trials.length ? 0 : 1;
