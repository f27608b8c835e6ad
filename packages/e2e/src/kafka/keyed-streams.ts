import type { Bus, Handler } from "@omni/platform/bus";
import { sleep } from "@omni/platform/work";
import { expect } from "vitest";

/** Streams of numbered messages, one per key, each published when the one before is acknowledged. */
export interface KeyedStreams {
  /** The last number acknowledged, by key. */
  readonly acknowledged: ReadonlyMap<string, number>;
  /** How often a publish was refused; the message was then published again. */
  refused(): number;
  /** The longest time between two acknowledgements of a key. */
  longestWaitMs(): number;
  /** Resolves when every stream has got its last acknowledgement. */
  stop(): Promise<void>;
}

export function startStreams(bus: Bus, topic: string, { keys = 4, everyMs = 2 } = {}): KeyedStreams {
  const acknowledged = new Map<string, number>();
  const stopping = new AbortController();
  let refused = 0;
  let longest = 0;
  const stream = async (key: string) => {
    for (let number = 1; !stopping.signal.aborted; number++) {
      const begun = performance.now();
      while (!(await isTaken(bus, topic, key, number))) {
        refused += 1;
        await sleep(100);
      }
      acknowledged.set(key, number);
      longest = Math.max(longest, performance.now() - begun);
      await sleep(everyMs);
    }
  };
  const running = Array.from({ length: keys }, (_, key) => stream(`tnt/${key}`));
  return {
    acknowledged,
    refused: () => refused,
    longestWaitMs: () => longest,
    stop: async () => {
      stopping.abort();
      await Promise.all(running);
    },
  };
}

async function isTaken(bus: Bus, topic: string, key: string, number: number): Promise<boolean> {
  try {
    await bus.publish([{ topic, key, headers: {}, value: Buffer.from(String(number)) }]);
    return true;
  } catch {
    return false;
  }
}

/** What a group has taken, all its consumers together. */
export interface Takings {
  readonly handler: Handler;
  take(key: string, number: number): void;
  /** Messages that were handed over again. */
  repeats(): number;
  /** Whether everything that was acknowledged has arrived. */
  hasAll(streams: KeyedStreams): boolean;
  /** Fails unless each key's numbers arrived first in order and without a gap, and all that were acknowledged. */
  prove(streams: KeyedStreams): void;
}

export function takings(): Takings {
  const firsts = new Map<string, number[]>();
  const seen = new Set<string>();
  let repeats = 0;
  const take = (key: string, number: number) => {
    if (seen.has(`${key}#${number}`)) {
      repeats += 1;
      return;
    }
    seen.add(`${key}#${number}`);
    firsts.set(key, [...(firsts.get(key) ?? []), number]);
  };
  return {
    take,
    handler: async (batch) => {
      for (const { key, value } of batch) take(key, Number(Buffer.from(value).toString()));
    },
    repeats: () => repeats,
    hasAll: ({ acknowledged }) => [...acknowledged].every(([key, last]) => (firsts.get(key)?.length ?? 0) >= last),
    prove: ({ acknowledged }) => {
      expect(acknowledged.size, "streams have run").toBeGreaterThan(0);
      for (const [key, last] of acknowledged) {
        const numbers = firsts.get(key) ?? [];
        expect(numbers.length, `acknowledged messages of ${key}`).toBeGreaterThanOrEqual(last);
        expect(numbers, `order of ${key}`).toEqual(numbers.map((_, index) => index + 1));
      }
    },
  };
}

/** Waits until something is so; fails when it is not within the time. */
export async function until(what: string, isSo: () => boolean | Promise<boolean>, withinMs = 60_000): Promise<void> {
  for (const begun = performance.now(); performance.now() - begun < withinMs; await sleep(20)) {
    if (await isSo()) return;
  }
  expect(await isSo(), `${what} within ${withinMs} ms`).toBe(true);
}
