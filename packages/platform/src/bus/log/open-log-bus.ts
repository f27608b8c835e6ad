import type { Clock } from "@omni/kernel";
import { openDatabase } from "../../store/sqlite/database.ts";
import { sleep as realSleep } from "../../work/sleep.ts";
import type { Sleep } from "../deliver.ts";
import type { Bus, Consumer, Subscription } from "../port.ts";
import { consumeTopic, type Feed } from "./consume-topic.ts";
import { openLog, type Log } from "./log.ts";
import { openSeats, type Seats } from "./seats.ts";

/** Something that did not work, for the log of the process; the bus goes on by itself. */
export interface BusProblem {
  readonly problem: string;
  readonly reason: string;
  readonly topic?: string;
  readonly group?: string;
}

export interface LogBusOptions {
  /** A path, or `:memory:`. */
  readonly file: string;
  readonly clock: Clock;
  readonly sleep?: Sleep;
  readonly report?: (problem: BusProblem) => void;
}

/**
 * The embedded bus: one append-only file, owned by this process, one offset per group and topic. A publish that
 * rejects has left nothing. Messages are handed over as they are: a publisher does not change them afterwards.
 * Throws `DataUnusable` when the file cannot be taken.
 */
export function openLogBus({ file, clock, sleep = realSleep, report = () => undefined }: LogBusOptions): Bus {
  const database = openDatabase({ file, now: clock });
  const log = openLog({ database, clock, sleep, report: (problem, reason) => report({ problem, reason }) });
  const seats = openSeats();
  const consumers = new Set<Consumer>();
  let closed = false;
  return {
    publish: async (batch) => {
      if (closed) throw new Error("The bus is closed.");
      if (batch.length > 0) await log.append(batch);
    },
    consume: async (subscription) => {
      if (closed) throw new Error("The bus is closed.");
      const consumer = startConsumer({ log, seats, sleep, report }, subscription);
      consumers.add(consumer);
      return { stop: () => consumer.stop().finally(() => consumers.delete(consumer)) };
    },
    deadLetters: async (topic, group, limit) => log.deadLetters(topic, group, limit),
    replay: async ({ id }) => {
      const letter = log.deadLetter(id);
      const consumer = letter && seats.holder(letter.group, letter.message.topic);
      if (!letter || !(await consumer?.replay(letter.message))) return false;
      await log.forgetDeadLetter(id);
      return true;
    },
    lag: async (topic, group) => log.lag(group, topic),
    close: async () => {
      if (closed) return;
      closed = true;
      await Promise.all([...consumers].map((consumer) => consumer.stop()));
      log.close();
    },
  };
}

interface ConsumerDeps {
  readonly log: Log;
  readonly seats: Seats;
  readonly sleep: Sleep;
  readonly report: (problem: BusProblem) => void;
}

/** One loop per topic, as one partition each: a topic that is stuck does not hold up the others. */
function startConsumer({ log, seats, sleep, report }: ConsumerDeps, subscription: Subscription): Consumer {
  const { group } = subscription;
  const running = subscription.topics.map((topic) => {
    const feed = feedOf(log, subscription, topic, (problem, reason) => report({ problem, reason, topic, group }));
    return seats.take(group, topic, consumeTopic(feed, subscription, sleep));
  });
  return {
    stop: async () => {
      await Promise.all(running.map((seat) => seat.leave()));
      await log.saveOffsets();
    },
  };
}

function feedOf(log: Log, { group, onDeadLetter }: Subscription, topic: string, report: Feed["report"]): Feed {
  let taken = 0;
  return {
    start: () => {
      taken = log.join(group, topic);
    },
    next: (limit) => log.after(topic, taken, limit),
    news: (signal) => log.news(topic, signal),
    take: (number) => {
      taken = number;
      log.take(group, topic, number);
    },
    bury: async ({ number, message }, reason) => {
      const letter = { id: `${group}/${topic}/${number}`, group, reason, message };
      await onDeadLetter?.(letter);
      await log.keepDeadLetter(letter);
    },
    report,
  };
}
