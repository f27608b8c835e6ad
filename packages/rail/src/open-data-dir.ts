import { CannotStart } from "@omni/platform/lifecycle";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { prepareDataDir } from "./data-dir.ts";
import { hasDevelopmentKeys } from "./dev-credentials.ts";
import type { RailConfig } from "./rail-config.ts";

export interface DataDir {
  /** Its absolute path. */
  readonly directory: string;
  /** Whether a rail has written data there, which can only be used with the secrets that it was written with. */
  readonly hasData: boolean;
}

/** Where a service's store (under the service's name) and a projection (under its own) lie in an embedded rail. */
export const databaseFile = (directory: string, name: string): string => join(directory, `${name}.sqlite`);

/** Where a cluster's MongoDB keeps its data. */
export const mongodbFolder = (directory: string): string => join(directory, "mongodb");

/**
 * Makes the data directory unless it is there. Throws `CannotStart` when it cannot be used, or when it has development
 * keys and other machines would reach them.
 */
export function openDataDir(config: RailConfig): DataDir {
  const directory = prepareDataDir(config.dataDir);
  refuseOpenDoor(config, directory);
  return { directory, hasData: [databaseFile(directory, "access"), mongodbFolder(directory)].some(existsSync) };
}

function refuseOpenDoor({ open: reachable, host }: RailConfig, directory: string): void {
  if (!reachable || !hasDevelopmentKeys(directory)) return;
  throw new CannotStart(
    `The data in ${directory} has development keys, which must not be reached from other machines (OMNI_HOST=${host}). ` +
      "Choose another OMNI_DATA_DIR, or say OMNI_SEED=force.",
  );
}
