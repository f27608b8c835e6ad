import type { JsonText } from "@omni/kernel";
import { describe, expect, test } from "vitest";
import type { WhenFacts } from "./facts.ts";
import { conditionsOver, judgeWhen } from "./judge-when.ts";

// What stands here is canonical JSON already.
const json = (text: string): JsonText => text as JsonText;
const context = json(
  '{"account":9007199254740993,"amount":2000000,"constructor":"c","flag":true,"items":[1,2.5,"x",null],' +
    '"nothing":null,"owners":[{"share":60},{"share":40}],"rate":1.50,"text":"Murabaha"}',
);
const facts: WhenFacts = {
  context,
  stepData: (stepId) => (stepId === "step_kyc" ? json('{"kycStatus":"verified"}') : undefined),
  channel: "branch",
  priority: "high",
};
const judge = (when: string, over: WhenFacts = facts) => judgeWhen({ when }, over);

test("a step without a condition is kept", () => expect(judgeWhen({}, facts)).toBe("keep"));

describe("only what comes to false skips a step", () => {
  test.each([
    ["context.amount >= 1000000", "keep"],
    ["context.amount < 1000000", "skip"],
    ['channel == "branch" && priority in ["high", "urgent"]', "keep"],
    ['channel == "web"', "skip"],
    ['steps.step_kyc.data.kycStatus == "verified"', "keep"],
    ['steps.step_kyc.data.kycStatus != "verified"', "skip"],
    ["has(steps.step_kyc.data.other)", "skip"],
    ["has(steps.step_docs.data)", "skip"],
    ["has(context.missing)", "skip"],
    ["has(context.toString)", "skip"],
    ["has(context.nothing)", "keep"],
    ["context.nothing == null", "keep"],
    ["context.flag", "keep"],
    ["!context.flag", "skip"],
    ["context.owners.all(owner, owner.share > 50)", "skip"],
    ["context.owners.exists_one(owner, owner.share > 50)", "keep"],
    ["context.owners.exists_one(owner, owner.share > 10)", "skip"],
    ["context.owners.exists_one(owner, owner.share > 90)", "skip"],
    ["size(context.owners.filter(owner, owner.share > 50)) == 2", "skip"],
    ["context.owners.map(owner, owner.share) == [60, 40]", "keep"],
    ["context.owners.map(o, o.share > 50, o.share * 2)[0] == 121", "skip"],
    ["context.exists(name, name == 'rate')", "keep"],
    ["context.constructor == 'd'", "skip"],
    ["null in context.items && !(3 in context.items)", "keep"],
    ["context.items[1] > 2 ? channel == 'web' : true", "skip"],
    ["context.text.lowerAscii().contains('raba') && context.text.size() == 9", "skip"],
    ["timestamp('2026-01-01T03:00:00+03:00') + duration('24h') == timestamp('2026-01-01T00:00:00Z')", "skip"],
  ])("%s: %s", (when, judged) => expect(judge(when)).toBe(judged));
});

describe("an error, a missing key and what is neither true nor false keep it", () => {
  test.each([
    "context.missing == 1",
    "context.amount.deeper == 1",
    "context.items[9] == 1",
    "context.items['a'] == 1",
    "steps.step_docs.data.x == 1",
    "steps.step_kyc.data.x == 1",
    "context.text > 5",
    "context.text * 2 == 1",
    "1 / 0 == 1",
    "context.text",
    "context.nothing",
    "context.nothing > 1",
    "context.text ? false : false",
    "context.items.all(item, item > 0) ",
    "int(context.text) == 1",
    "timestamp('2026-01-01T00:00:00.000') == timestamp('2026-01-01T00:00:00Z')",
    "timestamp('2026-01-01T00:00:00.000') != timestamp('2026-01-01T00:00:00Z')",
    "duration('11111111111111111111111111111111111111h') == duration('1h')",
    "this is not CEL",
  ])("%s", (when) => expect(judge(when)).toBe("keep"));

  test("unless the rest decides by itself, whichever side the error stands on", () => {
    expect(judge("context.missing == 1 && false")).toBe("skip");
    expect(judge("false && context.missing == 1")).toBe("skip");
    expect(judge("context.owners.all(owner, owner.none > 1 && owner.share > 50)")).toBe("skip");
  });

  test("without a context nothing is found in it", () => {
    const bare: WhenFacts = { stepData: () => undefined, channel: "web", priority: "low" };
    expect(judge("context.amount > 1", bare)).toBe("keep");
    expect(judge("has(context.amount)", bare)).toBe("skip");
  });
});

describe("numbers", () => {
  test.each([
    ["context.amount == 2000000 && context.amount == 2000000.0", "keep"],
    ["context.rate == 1.5", "keep"],
    ["context.amount + 1 > 2000000.5", "keep"],
    ["context.amount / 3 * 1.5 == 1000000", "keep"],
    ["2 * context.rate - 1 == 2", "keep"],
    ["context.items[context.owners[1].share - 40] == 1", "keep"],
    ["double('2000000.50') > context.amount", "keep"],
  ])("of a map are doubles, and mix with whole ones: %s", (when, judged) => expect(judge(when)).toBe(judged));

  test("that a double cannot hold are compared digit by digit", () => {
    expect(judge("context.account == 9007199254740993")).toBe("keep");
    expect(judge("context.account == 9007199254740992")).toBe("skip");
    const over = { ...facts, context: json('{"big":123456789012345678901234567890,"text":":9007199254740993"}') };
    expect(judge("context.big > 1", over)).toBe("keep");
    expect(judge("context.big < 1", over)).toBe("skip");
    expect(judge("context.text != ':9007199254740993'", over)).toBe("skip");
  });
});

test("what one command judges is read once, whatever it asks for and in which order", () => {
  let reads = 0;
  const counting: WhenFacts = { ...facts, stepData: (id) => (reads++, facts.stepData(id)) };
  const conditions = conditionsOver(counting);
  expect(conditions({ when: "context.amount > 5000000" })).toBe("skip");
  expect(conditions({ when: "context.amount > 1" })).toBe("keep");
  expect(reads).toBe(0);
  expect(conditions({ when: "steps.step_kyc.data.kycStatus == 'rejected'" })).toBe("skip");
  expect(reads).toBe(1);
});

describe("what a command may spend", () => {
  // Near 256 KiB, and of the most expensive kind: reading it takes more than half of what one condition has.
  const crumbs = Object.fromEntries(Array.from({ length: 19_000 }, (_, index) => [`m${index}`, index]));
  const large: WhenFacts = { ...facts, context: json(JSON.stringify(crumbs)) };

  test("is enough to ask the largest context several times", () => {
    expect(judge("context.m1 == 1 && context.m2 == 2 && context.m18999 == 0", large)).toBe("skip");
  });

  test("is bounded over all its conditions: when it is spent, every step is kept", () => {
    const conditions = conditionsOver(large);
    const cheap = { when: "channel == 'web'" };
    const dear = { when: "context.all(name, context.all(other, name != '' && other != ''))" };
    expect(conditions(cheap)).toBe("skip");
    for (let count = 0; count < 10; count++) expect(conditions(dear)).toBe("keep");
    expect(conditions(cheap)).toBe("keep");
    expect(judge(cheap.when, large)).toBe("skip");
  });
});

test("a definition is judged anew over other facts", () => {
  const definition = { when: "channel == 'web'" };
  expect(judgeWhen(definition, facts)).toBe("skip");
  expect(judgeWhen(definition, { ...facts, channel: "web" })).toBe("keep");
});
