import fc from "fast-check";
import { expect, test } from "vitest";
import { rawJson, writeJson, type Writable } from "./json-writer.ts";

const writable = fc.letrec<{ value: Writable }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.string({ unit: "binary" }),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => (number === 0 ? 0 : number)),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(fc.string(), tie("value"), { maxKeys: 4, noNullPrototype: true }),
  ),
})).value;

test("what is written is what JSON.stringify writes, for any value", () => {
  fc.assert(fc.property(writable, (value) => writeJson(value) === JSON.stringify(value)));
});

test("a raw text stands in the answer letter by letter, digits and white space included", () => {
  const text = '{"amount":1.50,"big":12345678901234567890, "exp":1e2}';
  expect(writeJson({ before: 1, context: rawJson(text), after: [rawJson("2.00")] })).toBe(
    `{"before":1,"context":${text},"after":[2.00]}`,
  );
});

test("an undefined member is left out, wherever it stands", () => {
  expect(writeJson({ a: undefined, b: 1, c: undefined, d: { e: undefined } })).toBe('{"b":1,"d":{}}');
});

test("quotes, control characters and line separators in texts and names cannot break out", () => {
  const hostile = '"},"x":{"\u2028\\\n\u0000';
  expect(JSON.parse(writeJson({ [hostile]: hostile }))).toEqual({ [hostile]: hostile });
});
