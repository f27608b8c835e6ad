import type { Environment } from "@omni/platform/config";
import { type Mode, modeOf, processVariables, readVariables } from "@omni/platform/process";
import { type RailConfig, toRailConfig } from "./rail-config.ts";
import { railVariables } from "./rail-variables.ts";

/** What the environment asks of a rail that runs in one process. */
export interface EmbeddedConfig extends RailConfig {
  readonly metricsPort: number;
}

export const embeddedVariables = (mode: Mode) => {
  const { OMNI_METRICS_PORT } = processVariables(mode);
  return { ...railVariables(mode), OMNI_METRICS_PORT };
};

/** Reads the environment. Throws `CannotStart`, which names every variable that is not as it must be. */
export function readEmbeddedConfig(environment: Environment): EmbeddedConfig {
  const values = readVariables(embeddedVariables(modeOf(environment)), environment);
  return { ...toRailConfig(values), metricsPort: values.OMNI_METRICS_PORT };
}
