import { accepted, refusal, type Change, type Decision, type Instant, type Refusal } from "@omni/kernel";
import type { Answer, Call } from "../rpc/call.ts";
import type { Outcome } from "./adapter.ts";
import type { Held } from "./aggregates.ts";
import { answerOf, preconditionFault } from "./answers.ts";
import { isDue, keyOf, type Opened } from "./held.ts";
import { prepareWrite, type Happened, type WriteTarget } from "./prepare-write.ts";
import type { Attempt } from "./settle.ts";

type Committed<Reply> =
  | { readonly kind: "committed"; readonly answer: Answer<Reply> }
  | Exclude<Outcome, { readonly kind: "committed" }>
  | { readonly kind: "refused"; readonly refusal: Refusal };

/** Writes what has happened under the version it was decided on, and holds the new state once it has committed. */
export async function commit<State, Summary, Reply>(
  opened: Opened<State, Summary, Reply>,
  call: Call<unknown, Reply>,
  target: WriteTarget<State>,
  happened: Happened<State>,
): Promise<Committed<Reply>> {
  const { shape, adapter, cache } = opened;
  const key = keyOf(call.scope, target.id);
  const prepared = prepareWrite(opened, call, target, happened);
  if (!prepared.ok) return { kind: "refused", refusal: prepared };
  const { write, next, answer } = prepared.value;
  const outcome = await adapter.commit(shape, call.scope, target.id, target.before?.version ?? 0, write);
  if (outcome.kind !== "committed") {
    cache.drop(key);
    return outcome;
  }
  cache.set(key, next);
  return { kind: "committed", answer };
}

/**
 * Decides on a present state and commits. Clock events that are due come first, and are committed even when the
 * command is then refused. On a state that may be old (`newest: false`) only a commit is final, because its version
 * proves it; anything else is `look again`.
 */
export async function decideOn<State, Summary, Reply>(
  opened: Opened<State, Summary, Reply>,
  call: Call<unknown, Reply>,
  id: string,
  { held, newest }: { readonly held: Held<State>; readonly newest: boolean },
  decide: (state: State, now: Instant) => Decision<State>,
): Promise<Attempt<Reply> | "look again"> {
  const now = opened.clock();
  const target = { id, before: held, now };
  const past = isDue(held, now) ? opened.declaration.clockEvents?.(held.state, now) : undefined;
  const current = past?.state ?? held.state;
  const decision = preconditionFault(opened, call, held, now) ?? decide(current, now);
  if (!past && !newest && bringsNothing(decision, current)) return "look again";
  if (!decision.ok) {
    if (!past) return decision;
    const outcome = await commit(opened, withoutKey(call), target, { state: current, events: byClock(past.events) });
    return outcome.kind === "committed" ? decision : failed(outcome);
  }
  if (!past && bringsNothing(decision, current)) {
    const { aggregate } = opened.declaration;
    const consistency = call.consistencyAfter({ aggregateType: aggregate, aggregateId: id, sequence: held.sequence });
    return accepted({ ...answerOf(opened, call, held, now), consistency });
  }
  const { state, events, holds } = decision.value;
  const told = [...byClock(past?.events ?? []), ...byCommand(events)];
  return final(await commit(opened, call, target, { state, events: told, ...(holds ? { holds } : {}) }));
}

const bringsNothing = <State>(decision: Decision<State>, current: State): boolean =>
  !decision.ok || (decision.value.state === current && decision.value.events.length === 0);

/** A create's own events come first; what is already due by the clock follows in the same write. */
export function born<State, Summary, Reply>(
  { declaration }: Opened<State, Summary, Reply>,
  { state, events, holds }: Change<State>,
  now: Instant,
): Happened<State> {
  const dueAt = declaration.nextClockEvent?.(state);
  const past = dueAt !== undefined && dueAt <= now ? declaration.clockEvents?.(state, now) : undefined;
  return {
    state: past?.state ?? state,
    events: [...byCommand(events), ...byClock(past?.events ?? [])],
    ...(holds ? { holds } : {}),
  };
}

const byCommand = (events: Change<unknown>["events"]): Happened<unknown>["events"] =>
  events.map((event) => ({ event, byClock: false }));
const byClock = (events: Change<unknown>["events"]): Happened<unknown>["events"] =>
  events.map((event) => ({ event, byClock: true }));

/** The command was refused, so its key is not remembered; only what time has brought about is written. */
function withoutKey<Reply>(call: Call<unknown, Reply>): Call<unknown, Reply> {
  const { idempotency: _forgotten, ...rest } = call;
  return rest;
}

export const final = <Reply>(outcome: Committed<Reply>): Attempt<Reply> =>
  outcome.kind === "committed" ? accepted(outcome.answer) : failed(outcome);

export function failed(outcome: Exclude<Committed<never>, { readonly kind: "committed" }>): Refusal | "again" {
  switch (outcome.kind) {
    case "refused":
      return outcome.refusal;
    case "key_taken":
      return refusal("idempotency.key_reused");
    case "conflict":
    case "duplicate":
    case "not_now":
      return "again";
    case "full":
    case "unavailable":
      return refusal("store.unavailable");
  }
}
