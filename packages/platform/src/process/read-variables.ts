import { type Declarations, describeFaults, type Environment, readConfig, type Values } from "../config/index.ts";
import { CannotStart } from "../lifecycle/index.ts";

/** Reads the environment. Throws `CannotStart`, which names every variable that is not as it must be. */
export function readVariables<Declared extends Declarations>(
  declared: Declared,
  environment: Environment,
): Values<Declared> {
  const read = readConfig(declared, environment);
  if (read.ok) return read.values;
  const lacksKey = read.faults.some(({ variable, found }) => variable.endsWith("_KEY") && found === "nothing");
  throw new CannotStart(
    `The configuration is not valid:\n${describeFaults(read.faults)}${lacksKey ? howToMakeKeys : ""}`,
  );
}

const howToMakeKeys =
  "\nMake the context key with `openssl genpkey -algorithm ed25519`, each of the others with `openssl rand -base64 32`.";
