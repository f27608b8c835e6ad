import { instant } from "@omni/kernel";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { clockVariable, writeClock } from "../rail/clock/clock-file.ts";

/** A clock of other processes that runs, and can be moved. */
export interface ShiftedClock {
  /** Processes that are started with this in their environment go by it. */
  readonly environment: Readonly<Record<string, string>>;
  /** So many milliseconds beside the machine's own clock, from now on. */
  shiftTo(milliseconds: number): void;
  remove(): void;
}

const everyMs = 10;

export function shiftedClock(milliseconds: number): ShiftedClock {
  const folder = mkdtempSync(join(tmpdir(), "omni-clock-"));
  const file = join(folder, "now");
  let shift = milliseconds;
  const write = (): void => writeClock(file, instant(Date.now() + shift));
  write();
  const running = setInterval(write, everyMs);
  const hook = new URL("../rail/clock/follow-clock.ts", import.meta.url).href;
  return {
    environment: { NODE_OPTIONS: `--import=${hook}`, [clockVariable]: file },
    shiftTo: (to) => {
      shift = to;
    },
    remove: () => {
      clearInterval(running);
      rmSync(folder, { recursive: true });
    },
  };
}
