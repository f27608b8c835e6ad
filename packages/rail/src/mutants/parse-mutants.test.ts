import { expect, test } from "vitest";
import { parseMutants } from "./parse-mutants.ts";

const text = `# A remark.

tests: domain/a.test.ts domain/b.test.ts

file: domain/a.ts

Nobody is asked
-  if (asked)
-    return;
+  return;
# Another.

The rest is left out
-  rest();

file: domain/b.ts


A blank line is in the way
-one
-
-two
+
`;

test("a list tells what each mutant breaks, where, and which tests must catch it", () => {
  const tests = ["domain/a.test.ts", "domain/b.test.ts"];
  expect(parseMutants(text)).toEqual([
    {
      breaks: "Nobody is asked",
      file: "domain/a.ts",
      tests,
      before: ["  if (asked)", "    return;"],
      after: ["  return;"],
    },
    { breaks: "The rest is left out", file: "domain/a.ts", tests, before: ["  rest();"], after: [] },
    { breaks: "A blank line is in the way", file: "domain/b.ts", tests, before: ["one", "", "two"], after: [""] },
  ]);
});

test.each([
  ["file: a.ts\n\nX\n-one\n", "no tests"],
  ["tests: a.test.ts\n\nX\n-one\n", "no file"],
  ["tests: a.test.ts\n\nfile: a.ts\n\nX\n", "no lines"],
  ["tests: a.test.ts\n\nfile: a.ts\n\n-one\n+two\n", "no name"],
  ["tests: a.test.ts\n\nfile: a.ts\n\nX\n+two\n-one\n", "the wrong order"],
  ["tests: a.test.ts\n\nfile: a.ts\n\nX\n-one\ntwo\n", "a line without a mark"],
  ["tests: a.test.ts\nfile: a.ts\n\nX\n-one\n", "two settings in one block"],
])("%j is refused: %s", (list) => expect(() => parseMutants(list)).toThrow("This is no mutant"));
