import type { Random } from "@omni/kernel";
import { CannotStart } from "@omni/platform/lifecycle";
import { writePrivateFile } from "@omni/platform/process";
import { existsSync } from "node:fs";
import { reasonOf } from "../cannot-start.ts";
import { secretVariables } from "./secret-variables.ts";

/**
 * Makes the file from which Docker Compose takes the secrets, mode 0600. Throws `CannotStart` when there is one, which
 * is left as it is: the data was written with its keys.
 */
export function makeEnvFile(path: string, random: Random): void {
  if (existsSync(path)) {
    throw new CannotStart(`${path} is there already and stays as it is: data was written with its keys. To begin anew,
remove it and the data (docker compose down --volumes).`);
  }
  const lines = Object.entries(secretVariables(random)).map(([name, value]) => `${name}=${value}`);
  try {
    writePrivateFile(
      path,
      `# The keys of the rail that docker-compose.yml runs. Nobody else's business.\n${lines.join("\n")}\n`,
    );
  } catch (error) {
    throw new CannotStart(`${path} cannot be written: ${reasonOf(error)}.`, { cause: error });
  }
}
