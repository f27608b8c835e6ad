import type { Offsets } from "kafkajs";
import type { Sleep } from "../deliver.ts";
import { type Membership, saysRejoin } from "./membership.ts";

/** How far a member is in its partitions, on its way to the broker. */
export interface Commits {
  /** Everything before `next` is done in this partition. */
  moved(topic: string, partition: number, next: string): void;
  /** Resolves when the broker has all that was said until now; rejects when it does not want it any more. */
  settled(): Promise<void>;
}

export interface CommitsDeps {
  readonly commit: (offsets: Offsets) => Promise<void>;
  readonly membership: Membership;
  readonly sleep: Sleep;
}

const againMs = 200;
/** Once the membership is over, a broker that is away gets this many more tries. */
const lastTries = 5;

interface Moved {
  readonly topic: string;
  readonly partition: number;
  readonly next: string;
}

/** One commit in flight; what moves meanwhile goes together. While the broker is away it is tried again. */
export function openCommits({ commit, membership, sleep }: CommitsDeps): Commits {
  const pending = new Map<string, Moved>();
  let working: Promise<void> | undefined;

  const work = async () => {
    let triesLeft = lastTries;
    while (pending.size > 0) {
      const sent = [...pending];
      try {
        await commit(toOffsets(sent.map(([, moved]) => moved)));
        for (const [key, moved] of sent) if (pending.get(key) === moved) pending.delete(key);
      } catch (error) {
        if (saysRejoin(error)) membership.end(error);
        if (membership.over.aborted) triesLeft -= 1;
        if (membership.lost() || triesLeft === 0) {
          pending.clear();
          throw error;
        }
        await sleep(againMs);
      }
    }
  };
  const start = () => {
    working ??= work().finally(() => {
      working = undefined;
    });
    // Whoever has to know asks for it with `settled`.
    working.catch(() => undefined);
    return working;
  };
  return {
    moved: (topic, partition, next) => {
      pending.set(`${topic}/${partition}`, { topic, partition, next });
      void start().catch(() => undefined);
    },
    settled: async () => {
      if (pending.size > 0 || working) await start();
    },
  };
}

const toOffsets = (moved: readonly Moved[]): Offsets => ({
  topics: [...Map.groupBy(moved, ({ topic }) => topic)].map(([topic, places]) => ({
    topic,
    partitions: places.map(({ partition, next }) => ({ partition, offset: next })),
  })),
});
