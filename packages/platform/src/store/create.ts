import { idFromBytes, refusal, type Result } from "@omni/kernel";
import type { Answer, Call } from "../rpc/call.ts";
import { replay } from "./answers.ts";
import { letTimePass } from "./change.ts";
import type { Creation } from "./collection.ts";
import { born, commit, final } from "./decide-and-commit.ts";
import { hold, type Opened } from "./held.ts";
import { settle, type Attempt } from "./settle.ts";
import { systemCall } from "./system-call.ts";

/** `Collection.create`. With an idempotency key the id follows from the key: racing twins meet in one aggregate. */
export function create<State, Summary, Reply>(
  opened: Opened<State, Summary, Reply>,
  call: Call<unknown, Reply>,
  creation: Creation<State>,
): Promise<Result<Answer<Reply>>> {
  const id = creation.id ?? newId(opened, call, creation);
  const mayExist = creation.id !== undefined || call.idempotency !== undefined;
  let clashed = false;
  return settle(opened, call, id, async (): Promise<Attempt<Reply>> => {
    const held = mayExist ? await hold(opened, call.scope, id) : undefined;
    if (held) return (await replay(opened, call, id, held)) ?? taken(creation, id);
    if (call.ifMatch !== undefined) return refusal("precondition.failed");
    const now = opened.clock();
    const decision = creation.decide(id, now);
    if (!decision.ok) return decision;
    const target = {
      id,
      before: undefined,
      now,
      ...(opened.declaration.idsMayBeChosen ? { chosenId: true as const } : {}),
    };
    const outcome = await commit(opened, call, target, born(opened, decision.value, now));
    if (outcome.kind !== "duplicate" || outcome.id === id) return final(outcome);
    if (clashed) return taken(creation, outcome.id);
    // The other may hold the business key only because nobody has written yet that its time is over.
    clashed = true;
    await letTimePass(opened, systemCall(call.scope.tenantId, opened.clock), outcome.id);
    return "again";
  });
}

const newId = <State, Summary, Reply>(
  { ids }: Opened<State, Summary, Reply>,
  call: Call<unknown, Reply>,
  { prefix }: Creation<State>,
): string => (call.idempotency ? idFromBytes(prefix, Buffer.from(call.idempotency.keyHash, "hex")) : ids(prefix));

const taken = <State>(creation: Creation<State>, otherId: string): Result<never> =>
  creation.taken?.(otherId) ?? refusal("contention");
