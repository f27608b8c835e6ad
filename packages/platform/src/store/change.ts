import { accepted, refusal, type Decision, type Instant, type Result } from "@omni/kernel";
import type { Answer, Call } from "../rpc/call.ts";
import { replay } from "./answers.ts";
import type { Decide, StillTrue } from "./collection.ts";
import { born, commit, decideOn, final } from "./decide-and-commit.ts";
import { hold, type Opened } from "./held.ts";
import { onNewest } from "./on-newest.ts";
import { settle } from "./settle.ts";

/** `Collection.change`. Facts are gathered again when the state has moved, unless they are still true of it. */
export async function change<State, Summary, Reply, Facts>(
  opened: Opened<State, Summary, Reply>,
  call: Call<unknown, Reply>,
  id: string,
  decide: Decide<State, Facts>,
  facts?: (state: State) => Promise<Result<Facts>>,
  stillTrue: StillTrue<State, Facts> = () => false,
): Promise<Result<Answer<Reply>>> {
  let gathered: { readonly version: number; readonly facts: Facts } | undefined;
  const attempt = () =>
    onNewest(opened, call.scope, id, async ({ held, newest }) => {
      if (!held) return refusal(opened.declaration.missing);
      const earlier = await replay(opened, call, id, held);
      // A replay tells how far the aggregate's events go, and a state that may be old does not know that.
      if (earlier) return newest ? earlier : "look again";
      if (facts && gathered?.version !== held.version && !(gathered && stillTrue(gathered.facts, held.state)))
        return "again";
      // Without a `facts` function the parameter's type is `undefined` (see Collection.change).
      const known = gathered?.facts as Facts;
      return decideOn(opened, call, id, { held, newest }, (state, now) => decide(state, now, known));
    });
  const gather = async () => {
    const held = await hold(opened, call.scope, id);
    if (held && gathered && stillTrue(gathered.facts, held.state)) return undefined;
    const found = held && (await facts?.(held.state));
    if (held && found?.ok) gathered = { version: held.version, facts: found.value };
    return found?.ok === false ? found : undefined;
  };
  return settle(opened, call, id, attempt, facts && gather);
}

/** Writes what time has brought about, and nothing else. */
export const letTimePass = <State, Summary, Reply>(
  opened: Opened<State, Summary, Reply>,
  call: Call<unknown, Reply>,
  id: string,
): Promise<Result<Answer<Reply>>> => change(opened, call, id, (state: State) => accepted({ state, events: [] }));

/** `Collection.put`. */
export function put<State, Summary, Reply>(
  opened: Opened<State, Summary, Reply>,
  call: Call<unknown, Reply>,
  id: string,
  decide: (state: State | undefined, now: Instant) => Decision<State>,
): Promise<Result<Answer<Reply>>> {
  const attempt = () =>
    onNewest(opened, call.scope, id, async ({ held, newest }) => {
      if (held) {
        const earlier = await replay(opened, call, id, held);
        if (earlier) return newest ? earlier : "look again";
        return decideOn(opened, call, id, { held, newest }, decide);
      }
      if (call.ifMatch !== undefined) return refusal("precondition.failed");
      const now = opened.clock();
      const decision = decide(undefined, now);
      if (!decision.ok) return decision;
      return final(await commit(opened, call, { id, before: undefined, now }, born(opened, decision.value, now)));
    });
  return settle(opened, call, id, attempt);
}
