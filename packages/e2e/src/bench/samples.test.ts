import fc from "fast-check";
import { expect, test } from "vitest";
import { latencies, median, percentile } from "./samples.ts";

test("a percentile is a sample that so many are not above", () => {
  const samples = fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 300 });
  fc.assert(
    fc.property(samples, fc.integer({ min: 1, max: 100 }), (given, percent) => {
      const sorted = Float64Array.from(given).toSorted();
      const found = percentile(sorted, percent);
      const notAbove = given.filter((sample) => sample <= found).length;
      const below = given.filter((sample) => sample < found).length;
      expect(notAbove).toBeGreaterThanOrEqual((percent / 100) * given.length);
      expect(below).toBeLessThan((percent / 100) * given.length);
    }),
  );
});

test("a summary names the greatest sample and counts all", () => {
  const times = latencies();
  for (const sample of [5, 1, 9, 3]) times.add(sample);
  expect(times.summary()).toEqual({ count: 4, p50: 3, p95: 9, p99: 9, max: 9 });
});

test("the median is the middle value, of an even number the mean of the two", () => {
  expect(median([9, 1, 5])).toBe(5);
  expect(median([9, 1, 5, 7])).toBe(6);
});
