import fc from "fast-check";
import { expect, test } from "vitest";
import { openForTests } from "./testing/open-for-tests.ts";

/** JSON as a caller may write it: numbers with whatever digits, names in any order. */
interface Sent {
  readonly text: string;
  /** The same, names sorted, no white space: two equal values have the same one, digits included. */
  readonly normal: string;
}

const leaf = (text: string): Sent => ({ text, normal: text });
const digits = fc.stringMatching(/^-?(0|[1-9][0-9]{0,30})(\.[0-9]{1,20})?([eE][+-]?[0-9]{1,2})?$/);
const words = fc
  .string({ unit: "grapheme", maxLength: 20 })
  .filter((text) => text.isWellFormed() && !text.includes("\0"));
const names = fc.oneof(
  words.filter((name) => name !== "__proto__"),
  fc.constantFrom("$set", "a.b", "", "constructor", "toString", "0", "é", "\u{1F600}", "\uFFFF"),
);

const sentJson = fc.letrec<{ value: Sent; map: Sent }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 5 },
    digits.map(leaf),
    words.map((text) => leaf(JSON.stringify(text))),
    fc.constantFrom("true", "false", "null").map(leaf),
    fc.array(tie("value"), { maxLength: 5 }).map(listOf),
    tie("map"),
  ),
  map: fc.uniqueArray(fc.tuple(names, tie("value")), { maxLength: 6, selector: ([name]) => name }).map(mapOf),
}));

function listOf(items: readonly Sent[]): Sent {
  const join = (part: keyof Sent, comma: string) => `[${items.map((item) => item[part]).join(comma)}]`;
  return { text: join("text", " , "), normal: join("normal", ",") };
}

function mapOf(members: readonly (readonly [string, Sent])[]): Sent {
  const join = (list: typeof members, part: keyof Sent, colon: string) =>
    `{${list.map(([name, value]) => `${JSON.stringify(name)}${colon}${value[part]}`).join(",")}}`;
  const byName = members.toSorted(([left], [right]) => (left < right ? -1 : 1));
  return { text: join(members, "text", " :\n"), normal: join(byName, "normal", ":") };
}

test("whatever JSON is sent as context comes back as the same JSON, every number with the digits that were sent", async () => {
  const { send } = openForTests();
  const property = fc.asyncProperty(sentJson.map, async ({ text, normal }) => {
    const created = await send(
      "POST",
      "journeys",
      `{"context":${text},"templateId":"t","customerId":"c","channel":"web"}`,
    );
    expect(created.status).toBe(201);
    expect(await created.text()).toContain(`,"context":${normal}}`);
    expect(await (await send("GET", "journeys/jrn_1")).text()).toContain(`,"context":${normal}}`);
  });
  await fc.assert(property, { numRuns: 300 });
});
