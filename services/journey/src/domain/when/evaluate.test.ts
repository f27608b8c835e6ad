import { EvaluationError } from "@marcbachmann/cel-js";
import type { JsonText } from "@omni/kernel";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Budget, conditionUnits, openBudget } from "./budget.ts";
import { compile } from "./compile.ts";
import { evaluate } from "./evaluate.ts";
import { readFacts, type WhenFacts } from "./facts.ts";
import { judgeWhen } from "./judge-when.ts";
import { openLanguage } from "./language.ts";
import { failed, type Outcome, readMap } from "./values.ts";

// What stands here is canonical JSON already.
const json = (text: string): JsonText => text as JsonText;
const contextText = json(
  '{"a":1,"b":2.5,"big":9007199254740993,"f":false,"l":[1,2.5,"x",null,[1]],"m":{"k":"v","n":{"k":0}},"n":[3,1,2],' +
    '"s":"Murabaha","t":true,"w":["a","b"],"z":null}',
);
const dataText = json('{"k":"v","x":[{"k":1},{"k":2},{}]}');
const facts: WhenFacts = {
  context: contextText,
  stepData: (stepId) => (stepId === "a" ? dataText : undefined),
  channel: "web",
  priority: "low",
};

const paths = "a b big f l m m.k m.n m.n.k n s t w z missing m.missing.k".split(" ").map((path) => `context.${path}`);
const atoms = [
  ...paths,
  ...["channel", "priority", "steps.a.data.k", "steps.a.data.x", "steps.b.data.k", "x", "y"],
  ...["0", "1", "2.5", "-3", "9007199254740993", "true", "false", "null", "'a'", "''", '"Mura"', "[]", "[1, 2]"],
  ...["has(context.m.k)", "has(context.m.no)", "has(context.no.k)", "has(context.s.k)", "has(steps.a.data.k)"],
];
const operators = "+ - * / % == != < <= > >= in && ||".split(" ");
const calls = "size string int double bool dyn timestamp duration".split(" ");
const onTexts = "startsWith endsWith contains indexOf lastIndexOf split join substring".split(" ");
const loops = "all exists exists_one filter map".split(" ");

/** Expressions of the language, sound or not in their types. */
const { expression } = fc.letrec<{ expression: string }>((tie) => {
  const inner = tie("expression");
  const written = (...parts: readonly (string | fc.Arbitrary<string>)[]): fc.Arbitrary<string> =>
    fc.tuple(...parts.map((part) => (typeof part === "string" ? fc.constant(part) : part))).map((all) => all.join(""));
  return {
    expression: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      fc.constantFrom(...atoms),
      written("(", inner, " ", fc.constantFrom(...operators), " ", inner, ")"),
      written("(", inner, " == ", inner, ")"),
      written(fc.constantFrom("!", "-"), inner),
      written("(", inner, " ? ", inner, " : ", inner, ")"),
      written("[", inner, ", ", inner, "]"),
      written(inner, "[", inner, "]"),
      written(fc.constantFrom(...calls), "(", inner, ")"),
      written(inner, ".", fc.constantFrom("size", "trim", "lowerAscii", "upperAscii", "join"), "()"),
      written(inner, ".", fc.constantFrom(...onTexts), "(", inner, ")"),
      written(inner, ".", fc.constantFrom(...loops), "(", fc.constantFrom("x", "y"), ", ", inner, ")"),
    ),
  };
});

describe("a judgement", () => {
  const language = openLanguage()
    .registerVariable("context", "map<string, dyn>")
    .registerVariable("steps", "map<string, map<string, dyn>>")
    .registerVariable("channel", "string")
    .registerVariable("priority", "string");
  const variables = {
    context: readMap(contextText),
    steps: { a: { data: readMap(dataText) } },
    channel: "web",
    priority: "low",
  };

  test("comes to what the library's own evaluation comes to, and fails where that throws", () => {
    let compared = 0;
    let came = 0;
    fc.assert(
      fc.property(expression, (text) => {
        const program = language.parse(text);
        if (!program.check().valid) return;
        compared++;
        const ours = evaluate({ facts: readFacts(facts), budget: openBudget(1e9) }, program.ast, undefined);
        let theirs: unknown = failed;
        try {
          theirs = program(variables);
          came++;
        } catch (error) {
          // It takes the first item of a list literal for the type of all, and minds that in loops; we do not.
          if (error instanceof EvaluationError && error.code.endsWith("_type_mismatch")) return;
        }
        expect(plain(ours)).toEqual(plain(theirs));
      }),
      { numRuns: 20_000 },
    );
    expect(compared).toBeGreaterThan(2_000);
    expect(came).toBeGreaterThan(1_000);
  });
});

/** Maps and objects are the same to CEL; times and durations tell their milliseconds. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (value instanceof Map) return Object.fromEntries([...value].map(([key, member]) => [key, plain(member)]));
  if (typeof value === "object" && value !== null && Object.getPrototypeOf(value) !== Object.prototype)
    return Number(value);
  return value;
}

const tokens = [
  ...atoms,
  ...operators,
  ...calls,
  ...onTexts,
  ...loops,
  ..."( ) [ ] { } . , ? : ! ' \" // \n".split(" "),
];
/** Anything at all: sound expressions, cut or joined, words of the language in any order, any text. */
const hostile = fc.oneof(
  expression,
  fc.tuple(expression, fc.nat(60), expression).map(([left, cut, right]) => left.slice(0, cut) + right.slice(cut / 2)),
  fc.array(fc.constantFrom(...tokens), { maxLength: 60 }).map((all) => all.join(" ")),
  fc
    .array(fc.constantFrom(...loops), { minLength: 2, maxLength: 12 })
    .map((nested) => nested.reduceRight((body, loop) => `context.l.${loop}(x, ${body})`, "x == y")),
  fc.string({ unit: "binary", maxLength: 100 }),
);

describe("a hostile condition", () => {
  test("never throws, and a step is kept or skipped", () => {
    fc.assert(
      fc.property(hostile, (when) => {
        const compiled = compile(when);
        expect(typeof (compiled.ok ? "" : compiled.detail)).toBe("string");
        expect(["keep", "skip"]).toContain(judgeWhen({ when }, facts));
      }),
      { numRuns: 5_000 },
    );
  });

  test("does not get beyond what it can pay for", () => {
    fc.assert(
      fc.property(hostile, (when) => {
        expect(paid(when, facts).calls).toBeLessThan(callsMax);
      }),
      { numRuns: 5_000 },
    );
  });

  test("pays for each part that is looked at", () => {
    const come = (when: string, units: number) => {
      const compiled = compile(when);
      const run = { facts: readFacts(facts), budget: openBudget(units) };
      return compiled.ok ? evaluate(run, compiled.expression, undefined) : compiled.detail;
    };
    expect([come("true && true", 2), come("true && true", 3)]).toEqual([failed, true]);
    // The loop, its list with three items, and the body three times.
    expect([come("[1, 2, 3].all(x, true)", 7), come("[1, 2, 3].all(x, true)", 8)]).toEqual([failed, true]);
    // An error costs more than what leads to it.
    expect([come("1 / 0 == 1 || true", 20), come("1 / 0 == 1 || true", 60)]).toEqual([failed, true]);
  });

  // The largest that callers may send: 256 KiB, 500 items of a list, 10,000 characters of a text, 20,000 values.
  const crumbs = Object.fromEntries(Array.from({ length: 19_000 }, (_, index) => [`m${index}`, index]));
  const lists = {
    l: Array.from({ length: 500 }, (_, index) => index),
    o: Array.from({ length: 500 }, (_, index) => ({ a: index, b: "x" })),
    p: Array.from({ length: 500 }, (_, index) => ({ a: index, b: "x" })),
    s: "a".repeat(10_000),
    t: `${"a".repeat(5_000)}b${"a".repeat(4_999)}`,
  };
  const over = (context: object): WhenFacts => ({ ...facts, context: json(JSON.stringify(context)) });

  test.each([
    ["context.all(k, context[k] >= 0)", crumbs],
    ["context.exists(k, 1 / 0 == 1)", crumbs],
    ["context == context", crumbs],
    ["context.map(k, [k]).map(k, [k]).map(k, [k]) == []", crumbs],
    ["context.l.all(x, context.l.all(y, context.l.all(z, x + y + z >= 0)))", lists],
    [`${"[0,1,2,3].all(a, ".repeat(12)}true${")".repeat(12)}`, lists],
    ["context.s.contains(context.t)", lists],
    ["context.l.exists(x, context.s.contains(context.t))", lists],
    ["context.l.exists(x, context.o == context.p && false)", lists],
    ["context.l.exists(x, context.o.exists(y, y in context.p && y.a == -1))", lists],
    ["context.l.map(x, context.s + context.s).join().contains('b')", lists],
    ["context.l.exists(x, context.s.split('').size() == 1)", lists],
    [`context.s${" + context.s".repeat(100)} == context.t`, lists],
    [`context.l${" + context.l".repeat(100)} == []`, lists],
    ["context.l.map(x, context.o).map(y, context.o) == context.l", lists],
    ["duration(context.t) > duration('1h')", lists],
  ])("%.60s is given up, and its step kept", (when, context) => {
    const compiled = compile(when);
    expect(compiled).toMatchObject({ ok: true });
    expect(judgeWhen({ when }, over(context))).toBe("keep");
    expect(paid(when, over(context)).calls).toBeLessThan(callsMax);
  });
});

// Once nothing is left, what is under way asks a last time for each of its parts.
const callsMax = conditionUnits + 1_000;

/** How often a judgement asks to pay: it does nothing that it has not asked for. */
function paid(when: string, over: WhenFacts): { readonly outcome: Outcome; readonly calls: number } {
  const compiled = compile(when);
  if (!compiled.ok) return { outcome: failed, calls: 0 };
  const purse = openBudget(conditionUnits);
  let asked = 0;
  const budget: Budget = { ...purse, spend: (units) => (asked++, purse.spend(units)) };
  return { outcome: evaluate({ facts: readFacts(over), budget }, compiled.expression, undefined), calls: asked };
}
