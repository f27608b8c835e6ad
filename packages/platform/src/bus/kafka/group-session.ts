import type { Consumer, EachBatchPayload, Kafka, Offsets } from "kafkajs";
import { patient } from "./client.ts";
import { openCommits, type Commits } from "./commits.ts";
import { openMembership, saysRejoin, type Membership } from "./membership.ts";
import { takeBatch, type Taking } from "./take-batch.ts";
import { within } from "./within.ts";

export interface GroupSessionDeps extends Omit<Taking, "consumer" | "membership" | "commits" | "keep"> {
  readonly client: Kafka;
  /** Called whenever the group has given us our part. */
  readonly joined: () => void;
}

// Found by measuring: a member that leaves is noticed within a heartbeat, one that dies within a session.
const timing = { sessionTimeout: 6_000, heartbeatInterval: 60, rebalanceTimeout: 10_000, maxWaitTimeInMs: 80 };
/** All partitions of several topics may be in hand at once; the handler still gets one call at a time. */
const partitionsAtOnce = 64;
const leaveMaxMs = 3_000;
const fetchAgainMs = 20;

/** One life of a consumer: joins, takes messages, and leaves when `stopping` aborts. Rejects when kafkajs gives up. */
export async function groupSession(deps: GroupSessionDeps, stopping: AbortSignal): Promise<void> {
  const { client, subscription } = deps;
  const consumer = client.consumer({
    ...timing,
    groupId: subscription.group,
    allowAutoTopicCreation: false,
    // Coming back is ours, with a new client: kafkajs does it for some errors and stays dead after others.
    retry: { ...patient, restartOnFailure: () => Promise.resolve(false) },
  });
  const member = openMember(deps, consumer);
  const crashed = new Promise<never>((_resolve, reject) => {
    consumer.on(consumer.events.CRASH, ({ payload }) => reject(payload.error));
  });
  const running = run(consumer, subscription.topics, member, stopping);
  try {
    await Promise.race([running.then(() => aborted(stopping)), crashed, aborted(stopping)]);
  } finally {
    crashed.catch(() => undefined);
    await member.end();
    await leave(consumer, running).catch((error: unknown) =>
      deps.log.warn({ error }, "A consumer could not leave its group; the group goes on without it in 6 s."),
    );
  }
}

async function run(
  consumer: Consumer,
  topics: readonly string[],
  member: Member,
  stopping: AbortSignal,
): Promise<void> {
  await consumer.connect();
  if (stopping.aborted) return;
  await consumer.subscribe({ topics: [...topics], fromBeginning: true });
  if (stopping.aborted) return;
  await consumer.run({
    autoCommit: false,
    eachBatchAutoResolve: false,
    partitionsConsumedConcurrently: partitionsAtOnce,
    eachBatch: member.eachBatch,
  });
}

/** A consumer that is told to stop while it joins would join all the same, so it is waited for. */
async function leave(consumer: Consumer, running: Promise<void>): Promise<void> {
  const gone = running.catch(() => undefined).then(() => consumer.disconnect());
  gone.catch(() => undefined);
  await within(gone, leaveMaxMs, "The group did not let a consumer go");
}

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });

interface Member {
  readonly eachBatch: (payload: EachBatchPayload) => Promise<void>;
  /** Resolves when the handler in hand is finished and what it did is committed. */
  end(): Promise<void>;
}

/** The member between kafkajs, which fetches, and the retry rule, which delivers. */
function openMember(deps: GroupSessionDeps, consumer: Consumer): Member {
  const { subscription, meter, sleep } = deps;
  let membership = openMembership();
  let commits: Commits | undefined;
  let ended = false;
  const inHand = new Set<Promise<unknown>>();

  consumer.on(consumer.events.REBALANCING, () => membership.end());
  consumer.on(consumer.events.GROUP_JOIN, ({ payload }) => {
    membership.end(new Error("The group has been divided anew."));
    commits = undefined;
    if (ended) return;
    membership = openMembership();
    const assigned = Object.entries(payload.memberAssignment);
    if (assigned.length > 0) consumer.resume(assigned.map(([topic, partitions]) => ({ topic, partitions })));
    meter.rebalanced(subscription.group);
    deps.joined();
  });

  // A partition that was held through a rebalance may be somebody else's: its old place is not the group's any more.
  const commitAs =
    (mine: Membership, { commitOffsetsIfNecessary }: EachBatchPayload) =>
    (offsets: Offsets): Promise<void> =>
      membership === mine ? commitOffsetsIfNecessary(offsets) : Promise.reject(mine.lost() ?? new Error("too late"));

  const eachBatch = async (payload: EachBatchPayload) => {
    const mine = membership;
    // kafkajs fetches the same again and again until it has joined anew, or is told to stop.
    if (mine.over.aborted) return sleep(fetchAgainMs);
    commits ??= openCommits({ commit: commitAs(mine, payload), membership, sleep });
    const stopBeating = beat(payload, mine);
    const taking = takeBatch(
      { ...deps, consumer, membership: mine, commits, keep: (work) => keep(inHand, work) },
      payload,
    );
    keep(inHand, taking);
    try {
      await taking;
    } finally {
      stopBeating();
    }
    const lost = mine.lost();
    if (lost) throw lost;
  };
  return {
    eachBatch,
    end: async () => {
      ended = true;
      membership.end();
      await Promise.allSettled(inHand);
    },
  };
}

function keep(works: Set<Promise<unknown>>, work: Promise<unknown>): void {
  works.add(work);
  work.catch(() => undefined).finally(() => works.delete(work));
}

/** Heartbeats while a batch is in hand. */
function beat({ heartbeat }: EachBatchPayload, membership: Membership): () => void {
  const timer = setInterval(() => {
    heartbeat().catch((error: unknown) => {
      if (saysRejoin(error)) membership.end(error);
    });
  }, timing.heartbeatInterval);
  return () => clearInterval(timer);
}
