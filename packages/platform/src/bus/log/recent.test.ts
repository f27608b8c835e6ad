import fc from "fast-check";
import { expect, test } from "vitest";
import { recentMessages, type Placed } from "./recent.ts";

const placed = (number: number, bytes = 1): Placed => ({
  number,
  message: { topic: "t", key: "k", headers: {}, value: new Uint8Array(bytes) },
});
const numbers = (found: readonly Placed[] | undefined) => found?.map(({ number }) => number);

test("whatever is added in whatever portions, the newest are found by number, and older ones are known to be gone", () => {
  const portions = fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 30 });
  fc.assert(
    fc.property(
      portions,
      fc.integer({ min: 1, max: 20 }),
      fc.nat(100),
      fc.integer({ min: 1, max: 10 }),
      (sizes, messagesMax, after, limit) => {
        const recent = recentMessages({ messagesMax, bytesMax: 1_000_000 });
        let last = 0;
        for (const size of sizes) {
          recent.add(Array.from({ length: size }, (_, index) => placed(last + index + 1)));
          last += size;
        }
        const first = Math.max(1, last - messagesMax + 1);
        const expected = Array.from(
          { length: Math.max(0, Math.min(limit, last - after)) },
          (_, index) => after + index + 1,
        );
        const isGone = last === 0 || after + 1 < first;
        expect(numbers(recent.after(after, limit))).toEqual(isGone ? undefined : expected);
      },
    ),
  );
});

test("large messages are given up by their bytes, down to none", () => {
  const recent = recentMessages({ messagesMax: 100, bytesMax: 10 });
  recent.add([placed(1, 6), placed(2, 6), placed(3, 3)]);
  expect(numbers(recent.after(1, 10))).toEqual([2, 3]);
  expect(recent.after(0, 10)).toBeUndefined();
  recent.add([placed(4, 11)]);
  expect(recent.after(3, 10)).toBeUndefined();
  recent.add([placed(5, 10)]);
  expect(numbers(recent.after(4, 10))).toEqual([5]);
});
