import { globSync } from "node:fs";
import { root } from "./command.ts";
import { type Level, levels, report, runSuites } from "./suites.ts";

const asked = process.env["OMNI_TEST_LEVEL"] ?? "quick";
const level = levels.find((known): known is Level => known === asked);

if (level) {
  const needServers = globSync("{packages,services}/*/src/**/*.it.test.ts", { cwd: root });
  const projects = ["unit", ...(needServers.length > 0 ? ["it"] : []), "e2e"];
  console.log(`Level ${level}: ${projects.join(", ")}`);
  const tally = await runSuites(level, [...projects.map((name) => `--project=${name}`), ...process.argv.slice(2)]);
  if (needServers.length === 0) console.log("left out: it (suites on real servers): there are none yet");
  report(tally);
} else {
  console.log(`OMNI_TEST_LEVEL is "${asked}"; it can be ${levels.join(", ")}.`);
  console.log("0 passed, 1 failed");
  process.exitCode = 1;
}
