import type { Message } from "../port.ts";

/** A message with its place in its topic: numbers count from 1 without gaps. */
export interface Placed {
  readonly number: number;
  readonly message: Message;
}

/** The newest messages of one topic, kept so that consumers that keep up never read the file. */
export interface Recent {
  /** Numbers follow those that were added before. */
  add(messages: readonly Placed[]): void;
  /** At most `limit` messages after a number; `undefined` when the first of them is no longer kept. */
  after(number: number, limit: number): readonly Placed[] | undefined;
}

export function recentMessages({ messagesMax, bytesMax }: { messagesMax: number; bytesMax: number }): Recent {
  let kept: Placed[] = [];
  // What lies before `start` has been given up; it is cut off now and then rather than shifted each time.
  let start = 0;
  let bytes = 0;

  const giveUpOldest = () => {
    while (kept.length - start > messagesMax || (bytes > bytesMax && start < kept.length)) {
      bytes -= sizeOf(kept[start]);
      start += 1;
    }
    if (start > kept.length / 2) {
      kept = kept.slice(start);
      start = 0;
    }
  };
  return {
    add: (messages) => {
      for (const placed of messages) {
        kept.push(placed);
        bytes += sizeOf(placed);
      }
      giveUpOldest();
    },
    after: (number, limit) => {
      const first = kept[start]?.number;
      if (first === undefined || number + 1 < first) return undefined;
      const from = start + number + 1 - first;
      return kept.slice(from, from + limit);
    },
  };
}

const sizeOf = (placed: Placed | undefined): number => placed?.message.value.byteLength ?? 0;
