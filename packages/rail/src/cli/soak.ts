import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { capture, root } from "./command.ts";
import { engineProjects, report, runSuites, wrongEngine } from "./suites.ts";

const folder = "packages/e2e/src/";
const [suite = "", ...more] = process.argv.slice(2);
// Embedded unless something else is asked for.
const [project] = engineProjects(process.env["OMNI_TEST_ENGINE"]) ?? [];

if (project === undefined) {
  console.log(wrongEngine());
  process.exitCode = 1;
} else {
  const suites = await suitesOf(project);
  if (suites.includes(suite)) {
    report(await runSuites("soak", [`--project=${project}`, `${folder}${suite}.test.ts`, ...more]));
  } else if (suite !== "" && existsSync(join(root, `${suite}.test.ts`))) {
    report(await runSuites("soak", ["--project=unit", `${suite}.test.ts`, ...more]));
  } else {
    console.log(`usage: [OMNI_TEST_ENGINE=cluster] npm run soak -- <suite>, one of: ${suites.join(", ") || "(none)"}`);
    console.log("or a test beside the code, such as services/journey/src/domain/life-cycle");
    process.exitCode = 1;
  }
}

/** The suites of a project by their names: `races`, `crash/crash`. */
async function suitesOf(name: string): Promise<readonly string[]> {
  const scratch = mkdtempSync(join(tmpdir(), "omni-soak-"));
  const file = join(scratch, "suites.json");
  try {
    const { ok, output } = await capture("vitest", ["list", "--filesOnly", `--json=${file}`, `--project=${name}`]);
    if (!ok) throw new Error(`vitest does not list the suites of ${name}: ${output}`);
    const listed = JSON.parse(readFileSync(file, "utf8")) as readonly { readonly file: string }[];
    return listed.map((one) => one.file.slice(root.length + folder.length).replace(/\.test\.ts$/, "")).toSorted();
  } finally {
    rmSync(scratch, { recursive: true });
  }
}
