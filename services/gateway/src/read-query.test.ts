import fc from "fast-check";
import { expect, test } from "vitest";
import { readQuery } from "./read-query.ts";

const address = (query: string) => `http://localhost/api/v1/omni/journeys?${query}`;

test("names and values come back as they were encoded, whatever they hold", () => {
  const texts = fc.string({ unit: "grapheme" }).filter((text) => text.isWellFormed() && !text.includes("\0"));
  fc.assert(
    fc.property(
      fc.dictionary(
        texts.filter((name) => name !== ""),
        texts,
      ),
      (wanted) => {
        const pairs = Object.entries(wanted).map((pair) => pair.map(encodeURIComponent).join("="));
        const { values, faults } = readQuery(address(pairs.join("&")));
        expect(values).toEqual(wanted);
        expect(faults).toEqual([]);
      },
    ),
  );
});

test("a plus sign is a space, and empty pairs are passed over", () => {
  expect(readQuery(address("&a=b+c&&d&")).values).toEqual({ a: "b c", d: "" });
});

test("a name that stands twice is a fault, also under another encoding", () => {
  expect(readQuery(address("page=1&p%61ge=2")).faults).toEqual([{ pointer: "?page", detail: "Must stand only once." }]);
});

test.each(["%", "a=%zz", "a=%ff", "%c0%af=1", "a=%ed%a0%80", "a=%00"])("%j is not well encoded", (query) => {
  expect(readQuery(address(query)).faults).toMatchObject([{ detail: "Is not well encoded." }]);
});

test("__proto__ is a name like any other, and what follows # is no query", () => {
  const { values } = readQuery(address("__proto__=1&constructor=2#&a=3"));
  expect(Object.keys(values)).toEqual(["__proto__", "constructor"]);
});
