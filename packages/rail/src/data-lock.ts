import type { Clock } from "@omni/kernel";
import type { Running } from "@omni/platform/lifecycle";
import { openDatabase } from "@omni/platform/store/sqlite";
import { join } from "node:path";

/**
 * Takes a data directory for one rail, embedded or cluster: two would overwrite each other's credentials file. The
 * system itself gives the lock back when the process ends, however it ends. Throws `DataUnusable` when another rail
 * has it.
 */
export function lockDataDir(directory: string, now: Clock): Running {
  const lock = openDatabase({ file: join(directory, "lock.sqlite"), now });
  return { stop: async () => lock.close() };
}
