import type { Clock, Ids, Random } from "@omni/kernel";
import type { Shape, StoreAdapter } from "./adapter.ts";
import { aggregateLanes } from "./aggregates.ts";
import type { AnyCollection, Store } from "./collection.ts";
import { shapeOf } from "./held.ts";
import { openCollection } from "./open-collection.ts";

export interface StoreDeps {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly random: Random;
  /** Waits; handed in so that tests need no real time. */
  readonly sleep: (milliseconds: number) => Promise<void>;
}

// As many writers may wait for one aggregate; the next one is told to come back (503 `contention`).
const waitingMax = 1000;

/** One service's store on an engine. */
export function openStore(adapter: StoreAdapter, deps: StoreDeps): Store {
  const lanes = aggregateLanes(waitingMax);
  return {
    open: (declaration) => openCollection(declaration, { ...deps, adapter, lanes }),
    outbox: adapter.outbox,
    readEvents: (scope, aggregate, from, limit) => adapter.readEvents(scope, aggregate, from, limit),
    forgetAnswers: (limit) => adapter.forgetAnswers(deps.clock(), limit),
    ready: () => adapter.ready(),
    close: () => adapter.close(),
  };
}

/** What an engine needs to know of the declared collections. */
export const shapesOf = (collections: readonly AnyCollection[]): readonly Shape[] => collections.map(shapeOf);
