import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { readOptions, usage, type Options } from "./options.ts";
import { report } from "./report.ts";
import { runBench } from "./run-bench.ts";

const root = join(import.meta.dirname, "../../../..");

/** `npm run bench`: measures, prints tables, and writes every figure as JSON below `.bench/`. */
async function main(options: Options): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "omni-bench-"));
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  const output = join(root, ".bench", new Date().toISOString().replaceAll(/[:.]/g, "-"));
  const machine = { node: process.version, cores: cpus().length, cpu: cpus()[0]?.model, loadBefore: loadavg()[0] };
  console.log(`Node ${machine.node}, ${machine.cores} × ${machine.cpu}, load ${machine.loadBefore?.toFixed(2)}`);
  const figures = await runBench({ options, folder, output, say: (line) => console.log(line) });
  for (const line of report(figures)) console.log(line);
  mkdirSync(output, { recursive: true });
  const file = join(output, "figures.json");
  writeFileSync(file, JSON.stringify({ machine, options, figures }, undefined, 2));
  console.log(`\nAll figures: ${file}`);
}

for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(130));
try {
  await main(readOptions(process.argv.slice(2)));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  if (error instanceof TypeError || (error instanceof Error && error.message.startsWith("--"))) console.error(usage);
  process.exitCode = 1;
}
process.exit();
