import { refusal, type Random, type Result } from "@omni/kernel";
import type { Answer, Call } from "../rpc/call.ts";
import { keyOf, type Opened } from "./held.ts";

/** One try at a write: final, or to be made again on a newer state. */
export type Attempt<Reply> = Result<Answer<Reply>> | "again";

const attemptsMax = 8;

/**
 * Runs attempts in the aggregate's lane until one is final: at most 8, with jitter before the third and later ones. `prepare` runs before
 * each attempt and outside the lane, so that nobody waits for it; what it answers is final.
 */
export async function settle<State, Summary, Reply>(
  opened: Opened<State, Summary, Reply>,
  call: Call<unknown, Reply>,
  id: string,
  attempt: () => Promise<Attempt<Reply>>,
  prepare?: () => Promise<Result<Answer<Reply>> | undefined>,
): Promise<Result<Answer<Reply>>> {
  const lane = `${opened.shape.name}\n${keyOf(call.scope, id)}`;
  for (let tries = 0; tries < attemptsMax; tries++) {
    if (tries > 1) await opened.sleep(jitter(opened.random, tries));
    const prepared = await prepare?.();
    if (prepared) return prepared;
    const outcome = await opened.lanes(lane, async () =>
      opened.clock() >= call.deadline ? refusal("request.deadline_exceeded") : attempt(),
    );
    if (outcome === undefined) return refusal("contention");
    if (outcome !== "again") return outcome;
  }
  return refusal("contention");
}

/** 1–16 ms, more with every try, so that losers do not meet again. */
const jitter = (random: Random, tries: number): number => 1 + ((random(new Uint8Array(1))[0] ?? 0) % (2 * tries));
