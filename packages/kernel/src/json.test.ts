import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { canonicalJson, digitsOf, parseJson, parseOpenMap, utf8Length } from "./json.ts";

const exactOf = (text: string): unknown => {
  const parsed = parseJson(text);
  return parsed.ok ? parsed.value.exact : undefined;
};

describe("numbers", () => {
  test.each([
    "1",
    "0",
    "-0",
    "1.0",
    "1.50",
    "0.1",
    "1e2",
    "1E+2",
    "12345678901234567890",
    "0.1234567890123456789",
    "-0.0",
    "1e-7",
    "123456789012345.67",
  ])("%s comes back with the digits that were sent", (digits) => {
    expect(canonicalJson(exactOf(`{"n":${digits}}`))).toBe(`{"n":${digits}}`);
    expect(canonicalJson(exactOf(`[${digits},{"a":[${digits}]}]`))).toBe(`[${digits},{"a":[${digits}]}]`);
  });

  test("any number in any notation comes back as it was sent", () => {
    const digits = fc.stringMatching(/^-?(0|[1-9]\d{0,20})(\.\d{1,20})?([eE][+-]?\d{1,2})?$/);
    fc.assert(
      fc.property(digits, (text) => {
        const expected = Number.isFinite(Number(text)) ? `{"n":${text}}` : "null";
        expect(canonicalJson(exactOf(`{"n":${text}}`) ?? null)).toBe(expected);
      }),
    );
  });

  test("beyond a double are refused", () => {
    expect(parseJson('{"n":1e400}')).toMatchObject({ ok: false, faults: [{ pointer: "/n" }] });
  });
});

describe("canonical form", () => {
  test("is the same for any order of members and any white space, and parses to the same value", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
        const canonical = canonicalJson(value);
        expect(JSON.parse(canonical)).toEqual(JSON.parse(JSON.stringify(value)));
        expect(canonicalJson(reversed(value))).toBe(canonical);
      }),
    );
  });
});

const reversed = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([name, member]) => [name, reversed(member)]),
  );
};

describe("limits", () => {
  const nested = (depth: number): string => '{"a":'.repeat(depth) + "1" + "}".repeat(depth);
  test.each([
    ["malformed", "{", ""],
    ["33 levels", nested(33), "/a".repeat(32)],
    ["501 items", `{"a":[${"1,".repeat(500)}1]}`, "/a"],
    ["10,001 characters", `{"a":"${"x".repeat(10_001)}"}`, "/a"],
    ["NUL", '{"a":"\\u0000"}', "/a"],
    ["a lone surrogate", '{"a":"\\ud800"}', "/a"],
    ["a lone surrogate in a name", '{"\\udc00":1}', "/\udc00"],
    ["the name __proto__", '{"a":{"__proto__":{}}}', "/a/__proto__"],
    ["names with / and ~ escaped in the pointer", '{"a/b~c":"\\u0000"}', "/a~1b~0c"],
  ])("%s is refused with a pointer", (_name, text, pointer) => {
    expect(parseJson(text)).toMatchObject({ ok: false, code: "request.invalid", faults: [{ pointer }] });
  });

  test.each([
    nested(32),
    `{"a":[${"1,".repeat(499)}1]}`,
    `{"a":"${"x".repeat(10_000)}"}`,
    '{"$where":1,"a.b":2,"constructor":3}',
    '{"a":"\\ud83d\\ude00"}',
  ])("what is just within them passes (%#)", (text) => expect(parseJson(text).ok).toBe(true));
});

describe("values in all", () => {
  const members = (count: number, value: string) =>
    `{${Array.from({ length: count }, (_, index) => `"${index}":${value}`).join(",")}}`;

  test("may be 20,000, whatever stands in texts between them", () => {
    const value = JSON.stringify(',[{"\\",,');
    expect(parseJson(members(20_000, value)).ok).toBe(true);
    expect(parseJson(members(20_001, value))).toMatchObject({
      faults: [{ pointer: "", detail: "More than 20000 values." }],
    });
  });

  test("count at every level", () => {
    // Each member is a value, and so are the two in its list.
    expect(parseJson(members(6_666, "[0,0]")).ok).toBe(true);
    expect(parseJson(members(6_667, "[0,0]")).ok).toBe(false);
  });

  test("are counted before a hostile text is parsed, and so are its levels", () => {
    expect(parseJson("[".repeat(1_000_000))).toMatchObject({ faults: [{ detail: "More than 32 levels deep." }] });
    expect(parseJson(`[${"{},".repeat(300_000)}`)).toMatchObject({ faults: [{ detail: "More than 20000 values." }] });
  });
});

test.each([
  [1.5, "1.5"],
  [exactOf("1.50"), "1.50"],
  [exactOf("1e2"), "1e2"],
  ["1", undefined],
  [{ rawJSON: "1" }, undefined],
  [undefined, undefined],
  [null, undefined],
])("the digits of %j are %j", (value, digits) => expect(digitsOf(value)).toBe(digits));

describe("open maps", () => {
  test("are objects within their size, with pointers below their own place", () => {
    expect(parseOpenMap("[1]", "/context", 100)).toMatchObject({ faults: [{ pointer: "/context" }] });
    expect(parseOpenMap('{"a":"\\u0000"}', "/context", 100)).toMatchObject({ faults: [{ pointer: "/context/a" }] });
    expect(parseOpenMap(`{"a":"${"ا".repeat(50)}"}`, "/context", 100)).toMatchObject({ code: "request.too_large" });
    expect(parseOpenMap('{"b":1.0,"a":2}', "/context", 100)).toEqual({ ok: true, value: '{"a":2,"b":1.0}' });
  });
});

test("UTF-8 length is what an encoder makes", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      expect(utf8Length(text)).toBe(encodeURIComponent(text).replaceAll(/%../g, "x").length);
    }),
  );
});
