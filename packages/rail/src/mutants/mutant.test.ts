import { expect, test } from "vitest";
import { plant } from "./mutant.ts";

const source = "one\n  two\nthree\n  two\nfour\n";

test("the lines that go are replaced by those that come, and nothing else changes", () => {
  expect(plant({ before: ["three", "  two"], after: ["3"] }, source)).toBe("one\n  two\n3\nfour\n");
  expect(plant({ before: ["one"], after: [] }, source)).toBe("  two\nthree\n  two\nfour\n");
});

test("lines that do not stand there exactly once are not planted: whole lines, indentation and all", () => {
  for (const before of [["  two"], ["two"], ["five"], ["thre"], ["four", "five"]]) {
    expect(plant({ before, after: ["x"] }, source)).toBe(undefined);
  }
});
