import type { Bus, Consumer, DeadLetter, Handler, Message, Subscription } from "@omni/platform/bus";
import { expect } from "vitest";

/** A bus under test. */
export interface BusBench {
  readonly bus: () => Bus;
  /** The name of a topic that exists and that no other test uses. */
  topic(): Promise<string>;
  /** The topic is not needed any more. */
  discard(topic: string): Promise<void>;
  /** Closes the bus and opens it again on the same data. */
  reopen(): Promise<void>;
  /** Lets this much of the bus's time pass. */
  pass(milliseconds: number): Promise<void>;
  close(): Promise<void>;
}

/** Lets time pass until something is so; fails after 20 s of the bus's time. */
export async function eventually(
  bench: Pick<BusBench, "pass">,
  condition: () => boolean | Promise<boolean>,
): Promise<void> {
  for (let waited = 0; waited < 20_000; waited += 50) {
    if (await condition()) return;
    await bench.pass(50);
  }
  expect(await condition(), "it came about within 20 s").toBe(true);
}

export const message = (topic: string, key: string, text: string): Message => ({
  topic,
  key,
  headers: { ce_type: "omni.test.happened" },
  value: new TextEncoder().encode(text),
});

export const textOf = (given: Message): string => new TextDecoder().decode(given.value);

/** A handler that remembers what it took, and every batch that it was given. */
export function taker(refuse: (text: string) => void = () => undefined) {
  const taken: string[] = [];
  const batches: string[][] = [];
  const handler: Handler = async (batch) => {
    const texts = batch.map(textOf);
    batches.push(texts);
    texts.forEach(refuse);
    taken.push(...texts);
  };
  return { taken, batches, handler };
}

/** A bench with a topic of its own, and short words for what the suites do with it. */
export interface Given {
  readonly bench: BusBench;
  readonly topic: string;
  /** Publishes texts under one key, in one batch. */
  publish(...texts: readonly string[]): Promise<void>;
  consume(group: string, handler: Handler, more?: Partial<Subscription>): Promise<Consumer>;
  deadLetters(group: string): Promise<readonly DeadLetter[]>;
}

export const given = (bench: BusBench, topic: string): Given => ({
  bench,
  topic,
  publish: (...texts) => bench.bus().publish(texts.map((text) => message(topic, "tnt/1", text))),
  consume: (group, handler, more) => bench.bus().consume({ topics: [topic], group, handler, ...more }),
  deadLetters: (group) => bench.bus().deadLetters(topic, group, 100),
});

export const counted = (count: number, prefix = ""): string[] =>
  Array.from({ length: count }, (_, index) => `${prefix}${index}`);
