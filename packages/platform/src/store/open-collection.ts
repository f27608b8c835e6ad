import { accepted, refusal, type Result } from "@omni/kernel";
import type { Call } from "../rpc/call.ts";
import { aggregateCache } from "./aggregates.ts";
import { answerOf } from "./answers.ts";
import { change, letTimePass, put } from "./change.ts";
import type { Collection, Decide, Declaration, StillTrue } from "./collection.ts";
import { create } from "./create.ts";
import { hold, shapeOf, type CollectionDeps, type Opened } from "./held.ts";
import { StoreAway } from "./store-away.ts";
import { systemCall } from "./system-call.ts";

// The decoded states that a process holds per collection: by number, and by characters of their texts.
const cacheBounds = { count: 20_000, weight: 32 * 1024 * 1024 };

/** Opens a declaration on an engine; see `Collection` for what it promises. */
export function openCollection<State, Summary, Reply>(
  declaration: Declaration<State, Summary, Reply>,
  deps: CollectionDeps,
): Collection<State, Summary, Reply> {
  const { adapter, clock } = deps;
  const shape = shapeOf(declaration);
  const opened: Opened<State, Summary, Reply> = {
    ...deps,
    declaration,
    shape,
    cache: aggregateCache<State>(cacheBounds),
  };
  return {
    create: (call, creation) => unlessAway(() => create(opened, call, creation)),
    change: <Facts>(
      call: Call<unknown, Reply>,
      id: string,
      decide: Decide<State, Facts>,
      facts?: (state: State) => Promise<Result<Facts>>,
      stillTrue?: StillTrue<State, Facts>,
    ) => unlessAway(() => change(opened, call, id, decide, facts, stillTrue)),
    put: (call, id, decide) => unlessAway(() => put(opened, call, id, decide)),
    read: (call, id) =>
      unlessAway(async () => {
        const held = await hold(opened, call.scope, id);
        return held ? accepted(answerOf(opened, call, held, clock())) : refusal(declaration.missing);
      }),
    load: async (scope, id) => (await hold(opened, scope, id))?.state,
    find: (scope, query) =>
      unlessAway(async () => {
        const found = await adapter.find(shape, scope, query);
        // The text was written by `prepareWrite` from a Summary.
        return accepted({ ...found, items: found.items.map((text) => JSON.parse(text) as Summary) });
      }),
    sweep: async (limit) => {
      const due = await adapter.sweep(shape, clock(), limit);
      // Together, so that they share transactions.
      const moved = await Promise.all(
        due.map(({ tenantId, id }) => letTimePass(opened, systemCall(tenantId, clock), id)),
      );
      for (const outcome of moved) {
        if (!outcome.ok) throw new Error(`${declaration.name}: due states cannot be moved: ${outcome.code}`);
      }
      return due.length;
    },
  };
}

/** An engine that cannot answer now is an expected outcome, not a bug. */
async function unlessAway<Value>(work: () => Promise<Result<Value>>): Promise<Result<Value>> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof StoreAway) return refusal("store.unavailable");
    throw error;
  }
}
