import { accessVariables } from "@omni/access/config";
import { gatewayVariables } from "@omni/gateway/config";
import { journeyVariables } from "@omni/journey/config";
import { configTable, type Declarations } from "@omni/platform/config";
import { addressOf, callerVariables, processVariables, serviceVariables } from "@omni/platform/process";
import { timelineVariables } from "@omni/timeline/config";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { clusterVariables } from "../cluster/cluster-config.ts";
import { embeddedVariables } from "../embedded-config.ts";
import { type Outcome, root } from "./command.ts";

const file = join(root, "docs/reference/configuration.md");

const access = { OMNI_ACCESS_ADDRESS: addressOf("access") };
const journey = { OMNI_JOURNEY_ADDRESS: addressOf("journey") };
const timeline = { OMNI_TIMELINE_ADDRESS: addressOf("timeline") };

/** By what one starts; the defaults are those of development. */
const tables: Readonly<Record<string, Declarations>> = {
  "`npm start`: the rail in one process": embeddedVariables("development"),
  "`npm run start:cluster`: the supervisor of one machine": clusterVariables("development"),
  "Every process of a service": processVariables("development"),
  "access, journey and timeline beside that": serviceVariables("<service>"),
  access: accessVariables("development"),
  journey: { ...journeyVariables, ...callerVariables, ...access },
  timeline: { ...timelineVariables, ...callerVariables, ...access, ...journey },
  gateway: { ...gatewayVariables, ...callerVariables, ...access, ...journey, ...timeline },
};

const head = `# Configuration

Every variable of every process, with its default in development. A process names all that is wrong at once and does not
start. In production (\`OMNI_MODE=production\`) the secrets and the tenants file have no defaults, the log is \`info\` in JSON.

This page is made from the code: \`npm run reference\`.
`;

export const referenceText = (): string =>
  [head, ...Object.entries(tables).map(([name, declared]) => `## ${name}\n\n${configTable(declared)}\n`)]
    .join("\n")
    // Where the checkout lies is nobody's default.
    .replaceAll(root, "");

/** Is the committed page that of the code? */
export function checkReference(): Outcome {
  const ok = readFileSync(file, "utf8") === referenceText();
  return { ok, output: ok ? "" : "docs/reference/configuration.md is not what the code says. Run: npm run reference" };
}

if (import.meta.main) {
  writeFileSync(file, referenceText());
  console.log("docs/reference/configuration.md is written.");
}
