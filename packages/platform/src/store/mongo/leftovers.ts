import type { Shape } from "../adapter.ts";
import type { Carry } from "./carry.ts";
import type { Lease } from "./lease.ts";
import type { WaitingDocuments } from "./waiting.ts";

/** Looks for documents whose events nobody carries on: their process has ended, or its hints did not fit. */
export interface LeftoverSweep {
  /** Milliseconds until it is due. */
  dueIn(): number;
  run(): Promise<void>;
}

export interface LeftoverOptions {
  readonly carry: Carry;
  readonly lease: Lease;
  readonly shapes: readonly Shape[];
  readonly now: () => number;
  readonly everyMs: number;
}

/** Younger leftovers are in hand elsewhere. */
const graceMs = 2_000;
const sweepMax = 200;

/** The first sweep takes everything: what an earlier process has left must not wait. Later ones leave time to others. */
export function leftoverSweep(options: LeftoverOptions, waiting: WaitingDocuments): LeftoverSweep {
  const { carry, lease, shapes, now, everyMs } = options;
  let sweptAt: number | undefined;
  const may = async (isFirst: boolean) => {
    if (!isFirst) return lease.take();
    await lease.seize();
    return true;
  };
  return {
    dueIn: () => (sweptAt === undefined ? 0 : Math.max(0, sweptAt + everyMs - performance.now())),
    run: async () => {
      const isFirst = sweptAt === undefined;
      const until = waiting.takeOverflow() || isFirst ? Number.MAX_SAFE_INTEGER : now() - graceMs;
      let most = 0;
      for (const shape of shapes) {
        const found = await carry.leftovers(shape, until, sweepMax);
        const left = found.filter(({ _id }) => waiting.get(shape, _id) === undefined);
        if (left.length === 0) continue;
        if (!(await may(isFirst))) break;
        for (const { _id, at } of left) waiting.doubt(shape, _id, at);
        most = Math.max(most, left.length);
      }
      // A full one is followed by another at once.
      if (most < sweepMax) sweptAt = performance.now();
    },
  };
}
