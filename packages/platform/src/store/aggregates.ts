/** One decoded state with what the store knows of it. Immutable: a write replaces the whole entry. */
export interface Held<State> {
  readonly state: State;
  readonly version: number;
  readonly sequence: number;
  readonly head: string;
  readonly lastAt: number;
  /** The values under which the stored state can be found now. */
  readonly indexes: Readonly<Record<string, string | number | undefined>>;
  readonly manyIndexes: Readonly<Record<string, readonly string[]>>;
  readonly unique: string | undefined;
  readonly dueAt: number | undefined;
  /** Characters of the encoded state: its weight in the cache. */
  readonly weight: number;
}

/** The latest decoded states, least recently used first to go; bounded by number and weight. */
export interface Aggregates<State> {
  get(key: string): Held<State> | undefined;
  set(key: string, held: Held<State>): void;
  drop(key: string): void;
}

export function aggregateCache<State>(bounds: { readonly count: number; readonly weight: number }): Aggregates<State> {
  const entries = new Map<string, Held<State>>();
  let weight = 0;
  const drop = (key: string) => {
    const held = entries.get(key);
    if (!held) return;
    weight -= held.weight;
    entries.delete(key);
  };
  return {
    get: (key) => {
      const held = entries.get(key);
      if (held) {
        entries.delete(key);
        entries.set(key, held);
      }
      return held;
    },
    set: (key, held) => {
      // A reader outside the lane may come late with what it loaded before a write.
      if ((entries.get(key)?.version ?? 0) > held.version) return;
      drop(key);
      entries.set(key, held);
      weight += held.weight;
      for (const oldest of entries.keys()) {
        if (entries.size <= bounds.count && weight <= bounds.weight) break;
        drop(oldest);
      }
    },
    drop,
  };
}

/** Runs the work on one key one after another; `undefined` when more than `waitingMax` already wait. */
export type Lanes = <T>(key: string, work: () => Promise<T>) => Promise<T> | undefined;

/**
 * One queue per aggregate in the process: writers wait for each other instead of colliding in the store (64 bare
 * compare-and-set writers on one document end at a fifth of the speed).
 */
export function aggregateLanes(waitingMax: number): Lanes {
  const lanes = new Map<string, { tail: Promise<unknown>; waiting: number }>();
  return (key, work) => {
    const lane = lanes.get(key) ?? { tail: Promise.resolve(), waiting: 0 };
    if (lane.waiting >= waitingMax) return undefined;
    lane.waiting++;
    const result = lane.waiting === 1 ? work() : lane.tail.then(work, work);
    lane.tail = result;
    lanes.set(key, lane);
    const leave = () => {
      if (--lane.waiting === 0) lanes.delete(key);
    };
    result.then(leave, leave);
    return result;
  };
}
