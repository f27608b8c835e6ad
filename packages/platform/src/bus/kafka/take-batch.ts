import type { Consumer, EachBatchPayload, KafkaMessage } from "kafkajs";
import type { Log } from "../../log/index.ts";
import { deliver, type Sleep } from "../deliver.ts";
import type { Message, Subscription } from "../port.ts";
import type { BusMeter } from "./bus-meter.ts";
import type { Commits } from "./commits.ts";
import type { HandlerCalls } from "./handler-calls.ts";
import type { Membership } from "./membership.ts";
import { toMessage, type Place } from "./records.ts";

export interface Taking {
  readonly subscription: Subscription;
  readonly calls: HandlerCalls;
  readonly batchMax: number;
  /** Makes a dead letter durable, after the group was told; must bear repeats. */
  readonly bury: (message: Message, place: Place, reason: string) => Promise<void>;
  readonly sleep: Sleep;
  readonly meter: BusMeter;
  readonly log: Log;
  readonly consumer: Consumer;
  readonly membership: Membership;
  readonly commits: Commits;
  /** Work that goes on after kafkajs has got its batch back. */
  readonly keep: (work: Promise<unknown>) => void;
}

/** Delivers a batch of one partition, part by part, and says how far it came. */
export async function takeBatch(taking: Taking, { batch, resolveOffset }: EachBatchPayload): Promise<void> {
  const { topic, partition, messages, highWatermark } = batch;
  const { batchMax, membership, meter, subscription } = taking;
  for (let start = 0; start < messages.length && !membership.over.aborted; start += batchMax) {
    const part = messages.slice(start, start + batchMax);
    const delivery = deliverPart(taking, topic, partition, part);
    const first = await Promise.race([delivery.finished, delivery.waits]);
    if (first === "waits") return holdPartition(taking, topic, partition, delivery);
    const last = part[delivery.taken() - 1];
    if (!last) return;
    resolveOffset(last.offset);
    meter.lag({ group: subscription.group, topic, partition }, Number(highWatermark) - Number(last.offset) - 1);
    if (delivery.taken() < part.length) return;
  }
}

interface PartDelivery {
  /** Resolves when everything is taken, or when the membership is over; what was taken is committed. */
  readonly finished: Promise<"finished">;
  /** Resolves when delivery begins to wait: for a retry, or until the group is ready. */
  readonly waits: Promise<"waits">;
  taken(): number;
  /** Where to go on. */
  next(): string;
}

function deliverPart(
  { subscription, calls, bury, sleep, membership, commits, log }: Taking,
  topic: string,
  partition: number,
  part: readonly KafkaMessage[],
): PartDelivery {
  const places = new Map(part.map((found) => [toMessage(topic, found), { partition, offset: found.offset }]));
  const waits = Promise.withResolvers<"waits">();
  const first = part[0]?.offset ?? "0";
  let taken = 0;
  const next = () => following(part[taken - 1]?.offset) ?? first;
  const delivered = deliver([...places.keys()], {
    handler: calls.handle,
    ready: () => subscription.ready?.(topic) ?? true,
    sleep: (milliseconds, signal) => {
      waits.resolve("waits");
      return sleep(milliseconds, signal);
    },
    stopping: membership.over,
    taken: (count) => {
      taken = count;
      commits.moved(topic, partition, next());
    },
    bury: async (message, reason) => {
      const place = places.get(message);
      if (place) await bury(message, place, reason);
    },
    log,
  });
  const finished = delivered.then(() => commits.settled()).then(() => "finished" as const);
  return { finished, waits: waits.promise, taken: () => taken, next };
}

const following = (offset: string | undefined): string | undefined =>
  offset === undefined ? undefined : String(BigInt(offset) + 1n);

/**
 * Lets the other partitions go on while this one waits. When its messages are done, it is fetched again from there;
 * after a rebalance whoever has it begins at the last commit.
 */
function holdPartition(taking: Taking, topic: string, partition: number, delivery: PartDelivery): void {
  const { consumer, membership, log } = taking;
  consumer.pause([{ topic, partitions: [partition] }]);
  const hold = async () => {
    try {
      await delivery.finished;
    } catch (error) {
      log.warn({ error }, "What a held partition has taken was not committed.");
    }
    if (membership.over.aborted) return;
    consumer.seek({ topic, partition, offset: delivery.next() });
    consumer.resume([{ topic, partitions: [partition] }]);
  };
  taking.keep(hold());
}
