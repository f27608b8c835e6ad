import fc from "fast-check";
import { expect, test } from "vitest";
import { idFromBytes, idsFrom, isCallerId } from "./ids.ts";
import { instant } from "./instant.ts";

// Chance that can be repeated: a linear congruential generator (Numerical Recipes).
let state = 1;
const random = (bytes: Uint8Array): Uint8Array =>
  bytes.map(() => ((state = (state * 1_664_525 + 1_013_904_223) >>> 0) >>> 24) & 0xff);

test("ids made later sort later", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2 ** 44 }), fc.integer({ min: 1, max: 2 ** 30 }), (at, later) => {
      const make = (time: number) => idsFrom(() => instant(time), random)("jrn_");
      expect(make(at) < make(at + later)).toBe(true);
    }),
  );
});

test("ids are of one shape, fit where callers' ids fit, and 20,000 of one millisecond differ", () => {
  const ids = idsFrom(() => instant(1), random);
  const made = Array.from({ length: 20_000 }, () => ids("evt_"));
  expect(new Set(made).size).toBe(20_000);
  expect(made.every((id) => /^evt_[0-9a-hjkmnp-tv-z]{26}$/.test(id) && isCallerId(id))).toBe(true);
});

test("an id from bytes depends on every one of its 16 bytes and on no chance", () => {
  const bytes = new Uint8Array(16);
  const made = new Set([idFromBytes("jrn_", bytes)]);
  for (let index = 0; index < 16; index++) made.add(idFromBytes("jrn_", bytes.with(index, 1)));
  expect(made.size).toBe(17);
  expect(idFromBytes("jrn_", bytes)).toBe(idFromBytes("jrn_", bytes));
});

test.each(["", "a b", "x".repeat(129), "é", "a/b", "a\n"])("%j is no caller's id", (text) =>
  expect(isCallerId(text)).toBe(false),
);
