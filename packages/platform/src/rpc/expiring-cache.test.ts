import { instant } from "@omni/kernel";
import fc from "fast-check";
import { expect, test } from "vitest";
import { expiringCache } from "./expiring-cache.ts";

const at = (expiresAt: number) => ({ expiresAt: instant(expiresAt) });

test("a value is there until it expires, and not after", () => {
  const cache = expiringCache(10);
  cache.set("a", at(100), instant(0));
  expect(cache.get("a", instant(99))).toEqual(at(100));
  expect(cache.get("a", instant(100))).toBeUndefined();
});

test("the oldest leaves when there are too many, and what has expired leaves with the next insertion", () => {
  const cache = expiringCache(2);
  cache.set("a", at(100), instant(0));
  cache.set("b", at(100), instant(0));
  cache.set("a", at(110), instant(10));
  cache.set("c", at(110), instant(10));
  expect([cache.get("a", instant(10)), cache.get("b", instant(10)), cache.get("c", instant(10))]).toEqual([
    at(110),
    undefined,
    at(110),
  ]);
  cache.set("d", at(300), instant(200));
  expect(cache.size()).toBe(1);
});

test("it never holds more than its bound, nor gives out what has expired", () => {
  const step = fc.record({
    key: fc.constantFrom("a", "b", "c", "d", "e", "f"),
    life: fc.integer({ min: 0, max: 20 }),
    pause: fc.integer({ min: 0, max: 5 }),
  });
  const holds = fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
    const cache = expiringCache(3);
    const last = new Map<string, number>();
    let now = 0;
    for (const { key, life, pause } of steps) {
      now += pause;
      cache.set(key, at(now + life), instant(now));
      last.set(key, now + life);
      expect(cache.size()).toBeLessThanOrEqual(3);
      for (const [known, expiresAt] of last) {
        const got = cache.get(known, instant(now));
        if (got !== undefined) expect([got.expiresAt, got.expiresAt > now]).toEqual([expiresAt, true]);
      }
    }
  });
  fc.assert(holds);
});
