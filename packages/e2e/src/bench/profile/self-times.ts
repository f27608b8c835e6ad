/** A .cpuprofile, as V8 writes it: a tree of calls, and which node of it was running at each sample. */
export interface CpuProfile {
  readonly nodes: readonly ProfileNode[];
  readonly samples: readonly number[];
  /** Microseconds since the sample before. */
  readonly timeDeltas: readonly number[];
}

interface ProfileNode {
  readonly id: number;
  readonly callFrame: CallFrame;
  readonly children?: readonly number[];
}

export interface CallFrame {
  readonly functionName: string;
  readonly url: string;
  readonly lineNumber: number;
}

/** A call and the calls that it was made from. */
export interface Stack {
  readonly frame: CallFrame;
  readonly caller?: Stack;
}

/** Where the time of a profile went. */
export interface TimeSpent {
  readonly name: string;
  /** Milliseconds in it alone. */
  readonly selfMs: number;
  /** Milliseconds in it and in what it called. */
  readonly totalMs: number;
}

/**
 * Sums the time by a name for each call: a function, a module. `totalMs` counts a name once however often it stands
 * on the stack.
 */
export function timesBy(profile: CpuProfile, nameOf: (stack: Stack) => string): readonly TimeSpent[] {
  const self = selfTimes(profile);
  const sums = new Map<string, { selfMs: number; totalMs: number }>();
  const byId = new Map(profile.nodes.map((node) => [node.id, node]));
  const children = new Set(profile.nodes.flatMap((node) => node.children ?? []));

  /** Answers the whole time of a branch; `above` are the names on the stack. */
  const walk = (node: ProfileNode, above: ReadonlySet<string>, caller?: Stack): number => {
    const stack: Stack = { frame: node.callFrame, ...(caller ? { caller } : {}) };
    const name = nameOf(stack);
    const outermost = !above.has(name);
    const names = outermost ? new Set(above).add(name) : above;
    let whole = self.get(node.id) ?? 0;
    const sum = sums.get(name) ?? { selfMs: 0, totalMs: 0 };
    sums.set(name, sum);
    sum.selfMs += whole;
    for (const child of node.children ?? []) {
      const next = byId.get(child);
      if (next) whole += walk(next, names, stack);
    }
    if (outermost) sum.totalMs += whole;
    return whole;
  };
  for (const node of profile.nodes) if (!children.has(node.id)) walk(node, new Set());
  return [...sums].map(([name, sum]) => ({ name, ...sum })).toSorted((left, right) => right.selfMs - left.selfMs);
}

/** Milliseconds per node. A sample's time lies between it and the next one. */
function selfTimes({ samples, timeDeltas }: CpuProfile): ReadonlyMap<number, number> {
  const self = new Map<number, number>();
  samples.forEach((id, index) => {
    const microseconds = timeDeltas[index + 1] ?? 0;
    self.set(id, (self.get(id) ?? 0) + Math.max(0, microseconds) / 1000);
  });
  return self;
}
