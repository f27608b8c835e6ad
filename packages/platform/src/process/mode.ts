import { type Environment, oneOf, readConfig } from "../config/index.ts";

const modes = ["development", "production"] as const;
export type Mode = (typeof modes)[number];

export const modeVariable = oneOf({
  words: modes,
  default: "development",
  doc: "Development makes its own secrets, and keys and users to try things with; production makes neither.",
});

/** What `OMNI_MODE` says; what the other variables may be depends on it. A wrong word is named with the other faults. */
export function modeOf(environment: Environment): Mode {
  const asked = readConfig({ OMNI_MODE: modeVariable }, environment);
  return asked.ok ? asked.values.OMNI_MODE : "development";
}
