import { CannotStart } from "@omni/platform/lifecycle";
import { pooledRandom } from "@omni/platform/process";
import { resolve } from "node:path";
import { makeEnvFile } from "../deploy/env-file.ts";
import { root } from "./command.ts";

const path = resolve(root, process.argv[2] ?? ".env");

try {
  makeEnvFile(path, pooledRandom());
  console.log(`The keys are in ${path}, for you alone to read. Next: docker compose up --build --detach`);
} catch (error) {
  console.error(error instanceof CannotStart ? error.message : error);
  process.exitCode = 1;
}
