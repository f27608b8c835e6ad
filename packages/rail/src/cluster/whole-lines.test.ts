import fc from "fast-check";
import { expect, test } from "vitest";
import { wholeLines } from "./whole-lines.ts";

function cut(chunks: readonly string[]): readonly string[] {
  const lines: string[] = [];
  const cutter = wholeLines((taken) => lines.push(...taken));
  for (const chunk of chunks) cutter.push(chunk);
  cutter.end();
  return lines;
}

test("however the text is cut up on its way, its lines come out whole and in order", () => {
  const text = fc.array(fc.constantFrom("a", "line", "\n", "\n\n", "é", "🙂 ")).map((parts) => parts.join(""));
  fc.assert(
    fc.property(text, fc.array(fc.nat()), (whole, cuts) => {
      const places = [...new Set(cuts.map((place) => place % (whole.length + 1)))].toSorted((a, b) => a - b);
      const chunks = [...places, whole.length].map((place, at) => whole.slice(places[at - 1] ?? 0, place));
      const lines = whole.split("\n");
      if (lines.at(-1) === "") lines.pop();
      expect(cut(chunks)).toEqual(lines);
    }),
  );
});

test("lines that come together are told together, so that nothing gets between a message and its stack", () => {
  const told: (readonly string[])[] = [];
  const cutter = wholeLines((lines) => told.push(lines));
  cutter.push("Error: broken\n    at here\nand then");
  cutter.push(" more\n");
  expect(told).toEqual([["Error: broken", "    at here"], ["and then more"]]);
});

test("a line without an end does not fill the memory: it is told in pieces", () => {
  const lines = cut(Array.from({ length: 10 }, () => "x".repeat(100_000)));
  expect(lines.length).toBeGreaterThan(2);
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(256 * 1024);
  expect(lines.join("")).toBe("x".repeat(1_000_000));
});
