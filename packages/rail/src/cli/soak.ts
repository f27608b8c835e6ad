import { existsSync, globSync } from "node:fs";
import { join } from "node:path";
import { root } from "./command.ts";
import { report, runSuites } from "./suites.ts";

const folder = "packages/e2e/src";
const suites = globSync("**/*.test.ts", { cwd: join(root, folder) })
  .filter((file) => !file.endsWith(".it.test.ts"))
  .map((file) => file.replace(/\.test\.ts$/, ""))
  .toSorted();
const [suite = "", ...more] = process.argv.slice(2);

if (suites.includes(suite)) {
  report(await runSuites("soak", ["--project=e2e", `${folder}/${suite}.test.ts`, ...more]));
} else if (suite !== "" && existsSync(join(root, `${suite}.test.ts`))) {
  report(await runSuites("soak", ["--project=unit", `${suite}.test.ts`, ...more]));
} else {
  console.log(`usage: npm run soak -- <suite>, one of: ${suites.join(", ") || "(there are none yet)"}`);
  console.log("or a test beside the code, such as services/journey/src/domain/life-cycle");
  process.exitCode = 1;
}
