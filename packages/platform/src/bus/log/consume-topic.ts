import type { Log } from "../../log/index.ts";
import { deliver, type Delivery, type Sleep } from "../deliver.ts";
import type { Handler, Message, Subscription } from "../port.ts";
import type { Placed } from "./recent.ts";

/** One topic as one group sees it. */
export interface Feed {
  readonly topic: string;
  /** Finds the place where the group stands. */
  start(): void;
  /** What follows after the last message taken. */
  next(limit: number): readonly Placed[];
  /** Resolves when there may be something new, or when the signal aborts. */
  news(signal: AbortSignal): Promise<void>;
  take(number: number): void;
  bury(placed: Placed, reason: string): Promise<void>;
  readonly log: Log;
}

export interface TopicConsumer {
  /** Takes messages from now on, until it is stopped. */
  start(): void;
  /** Resolves when the batch in hand is finished. */
  stop(): Promise<void>;
  /** Hands one message over between two batches; whether the handler took it. */
  replay(message: Message): Promise<boolean>;
}

const batchMax = 256;
const readAgainMs = 1000;

/** Hands a topic to a group, batch by batch. The handler is never called twice at once. */
export function consumeTopic(feed: Feed, subscription: Subscription, sleep: Sleep): TopicConsumer {
  const stopping = new AbortController();
  const handler = oneAtATime(subscription.handler);
  const limit = subscription.batchMax ?? batchMax;

  const step = async () => {
    const batch = feed.next(limit);
    if (batch.length === 0) return feed.news(stopping.signal);
    await deliver(
      batch.map(({ message }) => message),
      deliveryOf(batch),
    );
    // A handler that never waits must not keep the event loop to itself.
    await new Promise((resolve) => void setImmediate(resolve));
  };
  const deliveryOf = (batch: readonly Placed[]): Delivery => ({
    handler,
    ready: () => subscription.ready?.(feed.topic) ?? true,
    sleep,
    stopping: stopping.signal,
    taken: (count) => {
      const last = batch[count - 1];
      if (!last) throw new Error(`${count} messages of a batch of ${batch.length} cannot have been taken`);
      return feed.take(last.number);
    },
    bury: async (message, reason) => {
      const placed = batch.find((candidate) => candidate.message === message);
      if (placed) await feed.bury(placed, reason);
    },
    log: feed.log,
  });
  const run = async () => {
    feed.start();
    while (!stopping.signal.aborted) {
      try {
        await step();
      } catch (error) {
        feed.log.error({ error }, "The log cannot be read; it is tried again.");
        await sleep(readAgainMs, stopping.signal);
      }
    }
  };
  let running = Promise.resolve();
  return {
    start: () => {
      running = run();
    },
    stop: () => {
      stopping.abort();
      return running;
    },
    replay: (message) =>
      handler([message]).then(
        () => true,
        () => false,
      ),
  };
}

function oneAtATime(handler: Handler): Handler {
  let last: Promise<unknown> = Promise.resolve();
  return (batch) => {
    const mine = last.then(() => handler(batch));
    last = mine.catch(() => undefined);
    return mine;
  };
}
