import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Outcome, capture } from "./command.ts";
import { checkDependencies } from "./dependencies.ts";
import { checkLicences } from "./licences.ts";
import { generateTypes, generated } from "./proto.ts";
import { checkReference } from "./reference.ts";

const checks: Record<string, () => Promise<Outcome>> = {
  types: () => capture("tsc", ["--build", "--pretty", "false"]),
  lint: () => capture("oxlint", ["--type-aware", "--deny-warnings"]),
  format: () => capture("biome", ["format", "."]),
  proto: () => capture("buf", ["lint"]),
  "generated types": checkGenerated,
  reference: async () => checkReference(),
  dependencies: async () => checkDependencies(),
  licences: checkLicences,
};

/** Are the committed types those of the .proto files? */
async function checkGenerated(): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), "omni-proto-"));
  try {
    const made = await generateTypes(folder);
    if (!made.ok) return made;
    const { ok, output } = await capture("diff", ["--recursive", "--brief", generated, folder]);
    return { ok, output: ok ? "" : `${output}Run: npm run proto` };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function runCheck([name, check]: [string, () => Promise<Outcome>]): Promise<boolean> {
  const started = performance.now();
  const { ok, output } = await check();
  console.log(`${ok ? "ok    " : "FAILED"} ${name} (${((performance.now() - started) / 1000).toFixed(1)} s)`);
  if (!ok) console.log(output.trimEnd().replaceAll(/^/gm, "       "));
  return ok;
}

const results = await Promise.all(Object.entries(checks).map(runCheck));
const failed = results.filter((ok) => !ok).length;
console.log(failed === 0 ? "All checks passed." : `${failed} of ${results.length} checks failed.`);
process.exitCode = failed === 0 ? 0 : 1;
