import type { Random } from "@omni/kernel";
import { randomFillSync } from "node:crypto";

const poolBytes = 8192;

/**
 * Unpredictable bytes out of a pool that is filled in one go: a call into the system for each id would cost more than
 * all else that an id takes (1.6 µs instead of 0.05). No byte is given out twice.
 */
export function pooledRandom(): Random {
  const pool = new Uint8Array(poolBytes);
  let used = poolBytes;
  return (bytes) => {
    if (bytes.length > poolBytes) return randomFillSync(bytes);
    if (used + bytes.length > poolBytes) {
      randomFillSync(pool);
      used = 0;
    }
    bytes.set(pool.subarray(used, used + bytes.length));
    pool.fill(0, used, used + bytes.length);
    used += bytes.length;
    return bytes;
  };
}
