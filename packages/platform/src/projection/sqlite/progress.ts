import type { Applied } from "../port.ts";

type Aggregate = Pick<Applied, "scope" | "aggregate">;

/** How far each aggregate is: what is known without asking the file. One process owns it, so memory is never behind. */
export interface Progress {
  /** The last applied sequence; 0 where there is none. */
  of(aggregate: Aggregate): number;
  /** Takes over what a transaction has committed. */
  raised(heads: Heads): void;
}

/** The sequences that a transaction reaches, by `keyOf`. */
export type Heads = Map<string, { readonly event: Applied; readonly sequence: number }>;

const keptMax = 50_000;

export const keyOf = ({ scope, aggregate }: Aggregate): string => `${scope.tenantId}\n${aggregate}`;

export function openProgress(read: (aggregate: Aggregate) => number): Progress {
  // The oldest entries come first; one that is used moves to the end.
  const known = new Map<string, number>();
  const keep = (key: string, sequence: number) => {
    known.delete(key);
    known.set(key, sequence);
    if (known.size <= keptMax) return;
    for (const oldest of known.keys()) {
      known.delete(oldest);
      break;
    }
  };
  return {
    of: (aggregate) => {
      const key = keyOf(aggregate);
      const sequence = known.get(key) ?? read(aggregate);
      keep(key, sequence);
      return sequence;
    },
    raised: (heads) => {
      for (const [key, { sequence }] of heads) keep(key, sequence);
    },
  };
}
