import { type Clock, type Ids, idsFrom, instant, type Random } from "@omni/kernel";
import type { Log } from "../log/index.ts";
import { pooledRandom } from "./pooled-random.ts";

/** What a process has from its machine. */
export interface Machine {
  readonly clock: Clock;
  readonly random: Random;
  readonly ids: Ids;
  readonly log: Log;
}

export const realClock: Clock = () => instant(Date.now());

/** The machine's own clock and randomness, unless others are handed in. */
export function machineWith({ log, clock = realClock, random = pooledRandom() }: MachineOptions): Machine {
  return { clock, random, ids: idsFrom(clock, random), log };
}

interface MachineOptions {
  readonly log: Log;
  readonly clock?: Clock | undefined;
  readonly random?: Random | undefined;
}
