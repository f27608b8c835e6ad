import type { Clock } from "@omni/kernel";
import type { Log } from "../../log/index.ts";
import { openDatabase } from "../../store/sqlite/database.ts";
import { sleep as realSleep } from "../../work/sleep.ts";
import type { Sleep } from "../deliver.ts";
import type { Bus, Consumer, Subscription } from "../port.ts";
import { consumeTopic, type Feed } from "./consume-topic.ts";
import { openMessageLog, type MessageLog } from "./message-log.ts";
import { openSeats, type Seats } from "./seats.ts";

export interface LogBusOptions {
  /** A path, or `:memory:`. */
  readonly file: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly sleep?: Sleep;
}

/**
 * The embedded bus: one append-only file, owned by this process, one offset per group and topic. A publish that
 * rejects has left nothing. Messages are handed over as they are: a publisher does not change them afterwards.
 * Throws `DataUnusable` when the file cannot be taken.
 */
export function openLogBus({ file, clock, log, sleep = realSleep }: LogBusOptions): Bus {
  const database = openDatabase({ file, now: clock });
  const messages = openMessageLog({ database, clock, sleep, log });
  const seats = openSeats();
  const consumers = new Set<Consumer>();
  let closed = false;
  return {
    publish: async (batch) => {
      if (closed) throw new Error("The bus is closed.");
      if (batch.length > 0) await messages.append(batch);
    },
    consume: async (subscription) => {
      if (closed) throw new Error("The bus is closed.");
      const consumer = startConsumer({ messages, seats, sleep, log }, subscription);
      consumers.add(consumer);
      return { stop: () => consumer.stop().finally(() => consumers.delete(consumer)) };
    },
    deadLetters: async (topic, group, limit) => messages.deadLetters(topic, group, limit),
    replay: async ({ id }) => {
      const letter = messages.deadLetter(id);
      const consumer = letter && seats.holder(letter.group, letter.message.topic);
      if (!letter || !(await consumer?.replay(letter.message))) return false;
      await messages.forgetDeadLetter(id);
      return true;
    },
    lag: async (topic, group) => messages.lag(group, topic),
    close: async () => {
      if (closed) return;
      closed = true;
      await Promise.all([...consumers].map((consumer) => consumer.stop()));
      messages.close();
    },
  };
}

interface ConsumerDeps {
  readonly messages: MessageLog;
  readonly seats: Seats;
  readonly sleep: Sleep;
  readonly log: Log;
}

/** One loop per topic, as one partition each: a topic that is stuck does not hold up the others. */
function startConsumer({ messages, seats, sleep, log }: ConsumerDeps, subscription: Subscription): Consumer {
  const { group } = subscription;
  const running = subscription.topics.map((topic) => {
    const feed = feedOf(messages, subscription, topic, log.with({ topic, group }));
    return seats.take(group, topic, consumeTopic(feed, subscription, sleep));
  });
  return {
    stop: async () => {
      await Promise.all(running.map((seat) => seat.leave()));
      await messages.saveOffsets();
    },
  };
}

function feedOf(messages: MessageLog, { group, onDeadLetter }: Subscription, topic: string, log: Log): Feed {
  let taken = 0;
  return {
    topic,
    start: () => {
      taken = messages.join(group, topic);
    },
    next: (limit) => messages.after(topic, taken, limit),
    news: (signal) => messages.news(topic, signal),
    take: (number) => {
      taken = number;
      messages.take(group, topic, number);
    },
    bury: async ({ number, message }, reason) => {
      const letter = { id: `${group}/${topic}/${number}`, group, reason, message };
      await onDeadLetter?.(letter);
      await messages.keepDeadLetter(letter);
    },
    log,
  };
}
