/** What a member of a group knows of its place: valid until the next rebalance, or until it stops. */
export interface Membership {
  /** Aborts when the partitions may already be somebody else's, or when the consumer stops. */
  readonly over: AbortSignal;
  /** The broker's word that the group goes on without us; the one who gets it next has to join again. */
  lost(): Error | undefined;
  end(error?: Error): void;
}

export function openMembership(): Membership {
  const ending = new AbortController();
  let lost: Error | undefined;
  return {
    over: ending.signal,
    lost: () => lost,
    end: (error) => {
      lost ??= error;
      ending.abort();
    },
  };
}

// By the names of Kafka's protocol.
const rejoining = new Set(["REBALANCE_IN_PROGRESS", "ILLEGAL_GENERATION", "UNKNOWN_MEMBER_ID"]);

/** Whether the broker has said that the group is being divided anew. */
export const saysRejoin = (error: unknown): error is Error =>
  error instanceof Error && "type" in error && typeof error.type === "string" && rejoining.has(error.type);
