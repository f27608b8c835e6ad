import type { Producer } from "kafkajs";
import { sizeOf, type OutgoingRecord } from "./records.ts";
import { within } from "./within.ts";

export interface TopicSender {
  /** Resolves when all in-sync replicas have the records; rejects within twice `sendMaxMs`. */
  send(records: readonly OutgoingRecord[]): Promise<void>;
  /** Waits for what is under way, 3 s at most, then gives the connections back. */
  close(): Promise<void>;
}

export type SendingProducer = Pick<Producer, "send" | "disconnect">;

export interface TopicSenderDeps {
  readonly connect: () => Promise<SendingProducer>;
  readonly topic: string;
  /** Default 10 s. */
  readonly sendMaxMs?: number;
}

// A broker refuses batches of a partition above 1 MiB; in the worst case all of a request is one partition's.
const requestBytesMax = 512 * 1024;
const closeMaxMs = 3_000;
/** How long a broker may wait for its replicas, in a request. */
const acksMaxMs = 5_000;

interface Waiting {
  readonly records: readonly OutgoingRecord[];
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
}

/**
 * Sends to one topic, one request after the other; what arrives meanwhile goes together. After a failure nobody knows
 * what the broker has, and kafkajs would give the next records the sequence numbers of those: the broker could take
 * them for repeats and drop them. So a producer that has failed once is never used again.
 */
export function topicSender({ connect, topic, sendMaxMs = 10_000 }: TopicSenderDeps): TopicSender {
  const queue: Waiting[] = [];
  let working: Promise<void> | undefined;
  let producer: Promise<SendingProducer> | undefined;

  const sendOnce = async (records: readonly OutgoingRecord[]) => {
    const mine = (producer ??= connect());
    const giveUp = new AbortController();
    const sending = sendAll(mine, topic, records, giveUp.signal);
    try {
      await within(sending, sendMaxMs, `Kafka did not take messages for ${topic}`);
    } catch (error) {
      giveUp.abort();
      producer = undefined;
      void retire(mine, sending);
      throw error;
    }
  };
  const work = async () => {
    for (let round = nextRound(queue); round.length > 0; round = nextRound(queue)) {
      try {
        await sendOnce(round.flatMap(({ records }) => records));
        for (const { done } of round) done();
      } catch (error) {
        for (const { failed } of round) failed(error);
      }
    }
    working = undefined;
  };
  return {
    send: (records) =>
      new Promise((done, failed) => {
        queue.push({ records, done: () => done(), failed });
        working ??= work();
      }),
    close: async () => {
      const closing = Promise.resolve(working).then(() => producer && retire(producer, Promise.resolve()));
      await within(closing, closeMaxMs, `Kafka did not let the producer for ${topic} go`).catch(() => undefined);
    },
  };
}

/** What waits, as much of it as makes one request; at least the first. */
function nextRound(queue: Waiting[]): readonly Waiting[] {
  let bytes = 0;
  const more = queue.findIndex(({ records }, index) => {
    bytes += records.reduce((sum, record) => sum + sizeOf(record), 0);
    return index > 0 && bytes > requestBytesMax;
  });
  return queue.splice(0, more < 0 ? queue.length : more);
}

async function sendAll(
  connecting: Promise<SendingProducer>,
  topic: string,
  records: readonly OutgoingRecord[],
  giveUp: AbortSignal,
): Promise<void> {
  const producer = await connecting;
  for (const messages of requestsOf(records)) {
    if (giveUp.aborted) return;
    await producer.send({ topic, messages, acks: -1, timeout: acksMaxMs });
  }
}

export function requestsOf(records: readonly OutgoingRecord[]): OutgoingRecord[][] {
  const requests: OutgoingRecord[][] = [];
  let bytes = Infinity;
  for (const record of records) {
    bytes += sizeOf(record);
    if (bytes <= requestBytesMax) requests.at(-1)?.push(record);
    else {
      requests.push([record]);
      bytes = sizeOf(record);
    }
  }
  return requests;
}

/** Gives the connections back as soon as kafkajs has stopped trying. */
async function retire(connecting: Promise<SendingProducer>, sending: Promise<unknown>): Promise<void> {
  await sending.catch(() => undefined);
  await connecting.then((producer) => producer.disconnect()).catch(() => undefined);
}
