import type { Clock, Ids, Instant, Random, Scope } from "@omni/kernel";
import type { Document, Shape, StoreAdapter } from "./adapter.ts";
import type { Aggregates, Held, Lanes } from "./aggregates.ts";
import type { AnyCollection, Declaration } from "./collection.ts";

/** What every collection of a store works with. */
export interface CollectionDeps {
  readonly adapter: StoreAdapter;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly random: Random;
  readonly lanes: Lanes;
  /** Waits; handed in so that tests need no real time. */
  readonly sleep: (milliseconds: number) => Promise<void>;
}

/** A declaration on an engine, with the states that this process holds. */
export interface Opened<State, Summary, Reply> extends CollectionDeps {
  readonly declaration: Declaration<State, Summary, Reply>;
  readonly shape: Shape;
  readonly cache: Aggregates<State>;
}

export const shapeOf = (declared: AnyCollection): Shape => ({
  name: declared.name,
  aggregate: declared.aggregate,
  indexes: Object.keys(declared.indexes),
  manyIndexes: Object.keys(declared.manyIndexes ?? {}),
  unique: declared.unique !== undefined,
});

export const keyOf = (scope: Scope, id: string): string => `${scope.tenantId}\n${id}`;

/** The newest state: what the cache says, where no other process writes; else what is stored. */
export async function hold<State, Summary, Reply>(
  opened: Opened<State, Summary, Reply>,
  scope: Scope,
  id: string,
): Promise<Held<State> | undefined> {
  const cached = opened.adapter.exclusive ? opened.cache.get(keyOf(scope, id)) : undefined;
  return cached ?? (await holdFresh(opened, scope, id));
}

/** A state to try a decision on; unless it is known to be the newest, only the version in a write proves it. */
export interface ForDecision<State> {
  readonly held: Held<State> | undefined;
  readonly newest: boolean;
}

/** The state at hand, else the stored one. */
export async function holdForDecision<State, Summary, Reply>(
  opened: Opened<State, Summary, Reply>,
  scope: Scope,
  id: string,
): Promise<ForDecision<State>> {
  const cached = opened.cache.get(keyOf(scope, id));
  return { held: cached ?? (await holdFresh(opened, scope, id)), newest: opened.adapter.exclusive || !cached };
}

/** The state as it is stored now. */
export async function holdFresh<State, Summary, Reply>(
  opened: Opened<State, Summary, Reply>,
  scope: Scope,
  id: string,
): Promise<Held<State> | undefined> {
  const document = await opened.adapter.load(opened.shape, scope, id);
  if (!document) return undefined;
  const held = heldOf(opened.declaration, opened.declaration.decode(document.text, document.schema), document);
  opened.cache.set(keyOf(scope, id), held);
  return held;
}

/** A state with everything that follows from it by declaration. */
export function heldOf<State, Summary, Reply>(
  declaration: Declaration<State, Summary, Reply>,
  state: State,
  document: Pick<Document, "version" | "sequence" | "head" | "lastAt" | "text">,
): Held<State> {
  return {
    state,
    version: document.version,
    sequence: document.sequence,
    head: document.head,
    lastAt: document.lastAt,
    indexes: mapValues(declaration.indexes, (index) => index(state)),
    manyIndexes: mapValues(declaration.manyIndexes ?? {}, (index) => index(state)),
    unique: declaration.unique?.(state),
    dueAt: declaration.nextClockEvent?.(state),
    weight: document.text.length,
  };
}

function mapValues<In, Out>(record: Readonly<Record<string, In>>, map: (value: In) => Out): Record<string, Out> {
  const mapped: Record<string, Out> = {};
  for (const name in record) {
    const value = record[name];
    if (value !== undefined) mapped[name] = map(value);
  }
  return mapped;
}

/** Whether a clock event of this state is due. */
export const isDue = (held: Held<unknown>, now: Instant): boolean => held.dueAt !== undefined && held.dueAt <= now;
