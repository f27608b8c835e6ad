import { setTimeout as wait } from "node:timers/promises";

/**
 * Spreads the commands of `clients` clients evenly, so that together they send `perSecond`. A client that was held up
 * catches up with one command at most.
 */
export function pace(clients: number, perSecond: number): () => Promise<void> {
  const everyMs = (clients / perSecond) * 1000;
  let next = performance.now() + Math.random() * everyMs;
  return async () => {
    const now = performance.now();
    if (next > now) await wait(next - now);
    next = Math.max(next, now - everyMs) + everyMs;
  };
}
