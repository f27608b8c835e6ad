import fc from "fast-check";
import { expect, test } from "vitest";
import { hashesMax } from "./documents.ts";
import { knownKeys } from "./known-keys.ts";

test("a key is absent only where a version at least as new was seen without it", () => {
  const keys = knownKeys();
  expect(keys.isAbsent("a", 1, 7)).toBe(false);
  keys.saw("a", { version: 3, hashes: [1, 2], count: 2 });
  expect([keys.isAbsent("a", 3, 7), keys.isAbsent("a", 2, 7)]).toEqual([true, true]);
  expect([keys.isAbsent("a", 4, 7), keys.isAbsent("a", 3, 1), keys.isAbsent("b", 3, 7)]).toEqual([false, false, false]);
});

test("a read that comes late does not hide what was committed since", () => {
  const keys = knownKeys();
  keys.saw("a", { version: 1, hashes: [], count: 0 });
  keys.committed("a", 1, 7);
  keys.saw("a", { version: 1, hashes: [], count: 0 });
  expect(keys.isAbsent("a", 2, 7)).toBe(false);
  expect(keys.isAbsent("a", 2, 8)).toBe(true);
});

test("what has been forgotten is not taken for absent", () => {
  const keys = knownKeys(1);
  keys.committed("a", 0, 1);
  keys.committed("b", 0, 1);
  expect([keys.isAbsent("a", 1, 9), keys.isAbsent("b", 1, 9)]).toEqual([false, true]);
  keys.committed("a", 1, 2);
  expect(keys.isAbsent("a", 2, 9)).toBe(false);
});

test("whatever is seen and committed, no key that a version has is ever called absent at it", () => {
  const step = fc.record({ key: fc.option(fc.nat(100)), seen: fc.boolean(), late: fc.nat(3) });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 150 }), (steps) => {
      const keys = knownKeys();
      // The document as it really is, at every version.
      const versions: number[][] = [[]];
      for (const { key, seen, late } of steps) {
        const version = versions.length - 1;
        const before = versions[version] ?? [];
        if (seen && version > 0) {
          const read = Math.max(1, version - late);
          const all = versions[read] ?? [];
          keys.saw("a", { version: read, hashes: all.slice(-hashesMax), count: all.length });
        }
        versions.push(key === null ? before : [...before, key]);
        keys.committed("a", version, key ?? undefined);
        const now = versions.at(-1) ?? [];
        for (const used of now) expect(keys.isAbsent("a", version + 1, used)).toBe(false);
      }
    }),
    { numRuns: 200 },
  );
});
