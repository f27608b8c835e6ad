import { describe, expect, test } from "vitest";
import { compile } from "./compile.ts";

const before = new Set(["step_kyc", "step-docs"]);
const detailOf = (text: string): string => {
  const compiled = compile(text, before);
  return compiled.ok ? "" : compiled.detail;
};

test.each([
  'context.productType == "murabaha"',
  "has(context.requestedAmount) && context.requestedAmount.amount >= 1000000",
  "!(context.amount < 10.5) || context.rate * 2 > 1.5",
  'steps.step_kyc.data.kycStatus == "verified"',
  '"documents" in steps["step-docs"].data',
  'channel in ["branch", "call_center"] ? priority != "low" : context.flag',
  "context.owners.exists(owner, owner.share >= 25) && size(context.owners) <= 10",
  'context.name.lowerAscii().startsWith("bank") // a comment',
  'timestamp(context.signedAt) < timestamp("2026-01-01T00:00:00Z") + duration("24h")',
  `"(" == 'nobody calls (' || """matches("x")""" == channel`,
  "context.flag",
])("%s is a condition", (text) => expect(detailOf(text)).toBe(""));

describe("what is wrong is told with its position, counted from 1", () => {
  test.each([
    ["", "Must not be blank."],
    [" \n", "Must not be blank."],
    [`${" ".repeat(1_997)}true`, "Must have at most 2000 characters."],
    ["context.x +", "At position 12: Unexpected token: EOF."],
    ['channel = "web"', "At position 9: Unexpected character: =."],
    ['channel == "web', "At position 12: Unterminated string."],
    ["true\n&& nobody", "At position 9: nobody is not known."],
    ["context.x = 1", "At position 11: Unexpected character: =."],
    ["channel > 5", "At position 1: no such overload: string > int."],
    ["true && 1", "At position 1: Logical operator requires bool operands, got 'int'."],
    ["size(channel)", "At position 1: Must come to true or false, not to int."],
    ["context.x == 9223372036854775808", "At position 14: This number is beyond 64 bits."],
    ['context.x == b"a"', "At position 14: Bytes are not available in a condition."],
    ["context.exists(context, true)", "At position 16: This cannot name the items of a loop."],
    ["context.exists(a.b, true)", "At position 18: exists(var, predicate) invalid"],
    ["context.l.exists(x, true) && x", "At position 30: x is not known."],
    ["\u{10FFFF}", "At position 1: Unexpected character: \u{FFFD}."],
  ])("%j", (text, detail) => expect(detailOf(text)).toContain(detail));
});

describe("only what is bounded may be called", () => {
  test.each([
    ['context.x.matches("(a+)+$")', "At position 11: matches is not available in a condition."],
    ["true || matches /* */ (1)", "At position 18: Unexpected token: MULTIPLY."],
    ["matches // why\n ('a')", "At position 1: matches is not available in a condition."],
    ["cel.bind(x, 1, x == 1)", "At position 5: bind is not available in a condition."],
    ["type(context) == map", "At position 1: type is not available in a condition."],
    ["bytes('a') == bytes('b')", "At position 1: bytes is not available in a condition."],
    ["google.protobuf == 1", "At position 1: google is not known."],
    ["context.x.size(1) > 1", "At position 1: size cannot be called in this way."],
    ["startsWith(channel, 'a')", "At position 1: startsWith cannot be called in this way."],
    ["{1: 2} == context.x", "At position 2: Exceeded maxMapEntries (0)."],
    ["{} == context.x", "At position 1: This is not available in a condition."],
    ["context.?x", "At position 9: Expected IDENTIFIER, got QUESTION."],
  ])("%s", (text, detail) => expect(detailOf(text)).toBe(detail));
});

describe("of the steps, only the data of those before can be read", () => {
  const needsData = "steps must be followed by the id of a step and data, as in steps.step_kyc.data";
  test.each([
    ["steps.step_kcy.data.x", "step_kcy is not the id of a step before this one"],
    ['steps["step_later"].data.x', "step_later is not the id of a step before this one"],
    ["steps.step_kyc.status == 1", needsData],
    ["has(steps.step_kyc)", needsData],
    ["size(steps) == 1", needsData],
    ["steps[context.x].data.y", needsData],
    ["steps == context", needsData],
  ])("%s", (text, detail) => expect(detailOf(text)).toContain(detail));

  test("unless nobody says which those are", () => expect(compile("steps.any.data.x == 1").ok).toBe(true));
});

describe("what no person would write is refused before it costs anything", () => {
  test.each([
    ["!".repeat(1_900) + "true", "Exceeded maxAstNodes (1000)"],
    ["(".repeat(900) + "true" + ")".repeat(900), "Exceeded maxDepth (32)"],
    ["true" + "||true".repeat(300), "This is nested too deeply"],
    [`[${"1,".repeat(101)}1] == context.x`, "Exceeded maxListElements (100)"],
    [`context.x${".y".repeat(40)} == 1`, "Exceeded maxDepth (32)"],
  ])("%.20s…", (text, detail) => expect(detailOf(text)).toContain(detail));
});
