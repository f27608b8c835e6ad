import { globSync } from "node:fs";
import { root } from "./command.ts";
import { engineProjects, type Level, levels, report, runSuites, wrongEngine, wrongWord } from "./suites.ts";

const asked = process.env["OMNI_TEST_LEVEL"] ?? "quick";
const level = levels.find((known): known is Level => known === asked);
const engines = engineProjects(process.env["OMNI_TEST_ENGINE"]);

if (!level) refuse(wrongWord("OMNI_TEST_LEVEL", levels));
else if (!engines) refuse(wrongEngine());
else await run(level, engines);

async function run(at: Level, projectsOfEngines: readonly string[]): Promise<void> {
  const needServers = globSync("{packages,services}/*/src/**/*.it.test.ts", { cwd: root });
  const projects = ["unit", ...(needServers.length > 0 ? ["it"] : []), ...projectsOfEngines];
  console.log(`Level ${at}: ${projects.join(", ")}`);
  const tally = await runSuites(at, [...projects.map((name) => `--project=${name}`), ...process.argv.slice(2)]);
  if (needServers.length === 0) console.log("left out: it (suites on real servers): there are none yet");
  for (const left of engineProjects(undefined) ?? []) {
    if (!projects.includes(left)) console.log(`left out: ${left}: OMNI_TEST_ENGINE names the other engine`);
  }
  report(tally);
}

function refuse(reason: string): void {
  console.log(reason);
  console.log("0 passed, 1 failed");
  process.exitCode = 1;
}
