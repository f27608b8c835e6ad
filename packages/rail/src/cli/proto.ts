import { globSync, rmSync } from "node:fs";
import { join } from "node:path";
import { type Outcome, capture, root } from "./command.ts";

export const generated = join(root, "proto/generated");

/** Journey is what decoding gives, JourneyInput what encoding takes. The rest is what the loader is told at run time. */
const options = [
  "--longs=String",
  "--enums=String",
  "--bytes=Buffer",
  "--arrays",
  "--inputTemplate=%sInput",
  "--outputTemplate=%s",
  "--importFileExtension=.ts",
  "--includeComments",
  "--grpcLib=@grpc/grpc-js",
  "--includeDirs=.",
];

/** Writes the TypeScript types of every .proto file. */
export function generateTypes(into: string): Promise<Outcome> {
  const proto = join(root, "proto");
  const files = globSync("{omni,google,grpc}/**/*.proto", { cwd: proto }).toSorted();
  return capture("node_modules/.bin/proto-loader-gen-types", [...options, `--outDir=${into}`, ...files], proto);
}

if (import.meta.main) {
  rmSync(generated, { recursive: true, force: true });
  const { ok, output } = await generateTypes(generated);
  if (output) console.error(output);
  console.log(ok ? "proto/generated is written." : "proto/generated could not be written.");
  process.exitCode = ok ? 0 : 1;
}
