import type { Mutant } from "./mutant.ts";

/**
 * Reads a list of mutants: blocks with empty lines between them. `tests:` and `file:` hold for what follows them, a `#`
 * begins a remark; every other block is one mutant, what it breaks over the lines that go (`-`) and come (`+`):
 *
 *     tests: domain/life-cycle.test.ts
 *
 *     file: domain/clock.ts
 *
 *     A step is told to be late twice
 *     -  if (step.overdue) return [];
 *
 * Throws with the block that is none.
 */
export function parseMutants(text: string): readonly Mutant[] {
  const mutants: Mutant[] = [];
  let tests: readonly string[] = [];
  let file = "";
  for (const block of text.split(/\n{2,}/)) {
    const lines = block.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
    const [first = "", ...others] = lines;
    const [, setting, value = ""] = /^(tests|file): (.+)$/.exec(first) ?? [];
    if (lines.length === 0) continue;
    if (setting === "tests" && others.length === 0) tests = value.split(" ");
    else if (setting === "file" && others.length === 0) file = value;
    else mutants.push(mutantOf(first, others, { file, tests }));
  }
  return mutants;
}

function mutantOf(breaks: string, lines: readonly string[], { file, tests }: Pick<Mutant, "file" | "tests">): Mutant {
  const marks = lines.map((line) => line.charAt(0)).join("");
  const where = tests.length > 0 && file !== "";
  if (!/^[^-+]/.test(breaks) || !/^-+\+*$/.test(marks) || !where) throw new Error(`This is no mutant:\n${breaks}`);
  const marked = (mark: string): readonly string[] =>
    lines.filter((line) => line.startsWith(mark)).map((line) => line.slice(1));
  return { breaks, file, tests, before: marked("-"), after: marked("+") };
}
