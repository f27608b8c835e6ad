import type { Scope } from "@omni/kernel";
import { type ForDecision, holdForDecision, holdFresh, type Opened } from "./held.ts";
import type { Attempt } from "./settle.ts";

/**
 * Judges the state that is at hand and, where that may be an old one and it does not come to a commit (`look again`),
 * the stored one: at once, in the same turn of the aggregate's lane. In a later turn another loser would have put its
 * state at hand, and of many losers some would lose each time.
 */
export async function onNewest<State, Summary, Reply>(
  opened: Opened<State, Summary, Reply>,
  scope: Scope,
  id: string,
  judge: (seen: ForDecision<State>) => Promise<Attempt<Reply> | "look again">,
): Promise<Attempt<Reply>> {
  const first = await judge(await holdForDecision(opened, scope, id));
  if (first !== "look again") return first;
  const second = await judge({ held: await holdFresh(opened, scope, id), newest: true });
  return second === "look again" ? "again" : second;
}
