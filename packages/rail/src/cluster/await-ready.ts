import { CannotStart } from "@omni/platform/lifecycle";
import { setTimeout as wait } from "node:timers/promises";
import { reasonOf } from "../cannot-start.ts";

const withinMs = 30_000;
const everyMs = 25;
const answerWithinMs = 2_000;

/**
 * Resolves when the rail at that address says that it is ready: the gateway has to hear from every service first. Throws
 * `CannotStart`, with what it says instead, when that takes longer than half a minute.
 */
export async function awaitReady(address: string, signal: AbortSignal): Promise<void> {
  for (const begun = performance.now(); ; await wait(everyMs, undefined, { signal })) {
    const state = await stateOf(address);
    if (state === "ready") return;
    if (performance.now() - begun > withinMs) {
      throw new CannotStart(`All processes run, but the rail is not ready. ${address}/readyz says: ${state}`);
    }
  }
}

async function stateOf(address: string): Promise<string> {
  try {
    const answer = await fetch(`${address}/readyz`, { signal: AbortSignal.timeout(answerWithinMs) });
    const text = await answer.text();
    return answer.ok ? "ready" : text;
  } catch (error) {
    return reasonOf(error);
  }
}
