import type { Instant } from "@omni/kernel";
import { closeSync, constants, openSync, readSync, writeSync } from "node:fs";

/** The variable that names the file to the processes. It is the tests' own: the rail knows of no such thing. */
export const clockVariable = "TEST_CLOCK_FILE";

/** Writes an instant into the file in one call, so that whoever reads finds this one or the last, whole. */
export function writeClock(file: string, at: Instant): void {
  const opened = openSync(file, constants.O_CREAT | constants.O_WRONLY);
  writeSync(opened, new Float64Array([at]), 0, 8, 0);
  closeSync(opened);
}

/** How the file that the environment names is read, each time anew. */
export function openClock(): () => number {
  const file = openSync(process.env[clockVariable] ?? "", "r");
  const at = new Float64Array(1);
  return () => {
    if (readSync(file, at, 0, 8, 0) !== 8) throw new Error(`${process.env[clockVariable]} holds no time.`);
    return at[0] ?? Number.NaN;
  };
}
