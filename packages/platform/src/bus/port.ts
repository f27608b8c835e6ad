/** One message: on Kafka a record, in the embedded log a row. */
export interface Message {
  readonly topic: string;
  /** `tenantId/aggregateId`: messages of one key stay in order. */
  readonly key: string;
  /** CloudEvents attributes in binary mode (`ce_id`, `ce_type`…), `traceparent`. */
  readonly headers: Readonly<Record<string, string>>;
  readonly value: Uint8Array;
}

/** A message that no handler of a group could take, with the reason. */
export interface DeadLetter {
  readonly id: string;
  readonly group: string;
  readonly reason: string;
  readonly message: Message;
}

/** Thrown by a handler for a message that will never be taken: it is dead-lettered at once, without retries. */
export class Never extends Error {}

/**
 * Gets a batch in key order and resolves when its effect is durable. It must bear repeats. When it throws, the batch
 * is tried again message by message, in place: after 50, 200 and 800 ms a message is dead-lettered.
 */
export type Handler = (batch: readonly Message[]) => Promise<void>;

export interface Subscription {
  readonly topics: readonly string[];
  /** Each group gets every message; within a group each message is handled once, but for repeats. */
  readonly group: string;
  readonly handler: Handler;
  /** Called before a message counts as dead-lettered; must bear repeats. */
  readonly onDeadLetter?: (letter: DeadLetter) => Promise<void>;
  /** While it answers false for a topic (the store is away) that topic waits, without a limit, and loses nothing. */
  readonly ready?: (topic: string) => boolean;
  /** Messages per batch at most; default 256. */
  readonly batchMax?: number;
}

export interface Consumer {
  /** Finishes the batch in hand, commits its offset and stops. */
  stop(): Promise<void>;
}

/** At least once, in order per key. A group begins at the start of its topics. */
export interface Bus {
  /** Resolves when every message of the batch is durable. */
  publish(batch: readonly Message[]): Promise<void>;
  consume(subscription: Subscription): Promise<Consumer>;
  /** The dead letters of a group on `<topic>.dlq`, oldest first, at most `limit`. */
  deadLetters(topic: string, group: string, limit: number): Promise<readonly DeadLetter[]>;
  /** Hands a dead letter to its group's handler once more; resolves true when the handler took it, and it is gone. */
  replay(letter: DeadLetter): Promise<boolean>;
  /** Messages of a topic that a group has not taken yet. */
  lag(topic: string, group: string): Promise<number>;
  close(): Promise<void>;
}
