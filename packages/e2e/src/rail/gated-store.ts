import type { Collection, Store } from "@omni/platform/store";
import type { Wrap } from "@omni/rail/embedded";

/** A journey store whose creations can be held: requests stay in hand for as long as a test wants. */
export interface GatedStore {
  readonly wrap: Wrap;
  hold(): void;
  release(): void;
  /** Resolves once so many creations are held. */
  holds(count: number): Promise<void>;
}

export function gatedStore(): GatedStore {
  let gate: PromiseWithResolvers<void> | undefined;
  let held = 0;
  let wanted: { readonly count: number; readonly reached: PromiseWithResolvers<void> } | undefined;
  const pass = async (): Promise<void> => {
    if (!gate) return;
    held++;
    if (wanted && held >= wanted.count) wanted.reached.resolve();
    await gate.promise;
  };
  const gated = <State, Summary, Reply>(
    collection: Collection<State, Summary, Reply>,
  ): Collection<State, Summary, Reply> => ({
    ...collection,
    create: async (...creation) => {
      await pass();
      return collection.create(...creation);
    },
  });
  return {
    wrap: {
      store: (store: Store, service): Store =>
        service === "journey" ? { ...store, open: (declaration) => gated(store.open(declaration)) } : store,
    },
    hold: () => {
      gate = Promise.withResolvers();
      held = 0;
    },
    release: () => {
      gate?.resolve();
      gate = undefined;
    },
    holds: (count) => {
      wanted = { count, reached: Promise.withResolvers() };
      if (held >= count) wanted.reached.resolve();
      return wanted.reached.promise;
    },
  };
}
