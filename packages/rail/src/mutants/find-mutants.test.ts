import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { findMutants, rotten } from "./find-mutants.ts";

const root = fileURLToPath(new URL("../../../../", import.meta.url));
const lists = findMutants(root);

test("the cores that decide have lists of mutants", () => {
  expect(lists.map(({ folder, name }) => [name, folder])).toEqual(
    expect.arrayContaining(["journeys", "templates", "when"].map((list) => [`journey/${list}`, "services/journey"])),
  );
});

describe.each(lists)("no mutant of $name has rotted", (list) => {
  const { folder, mutants } = list;
  const src = join(root, folder, "src");

  test("each stands in its file exactly once and changes it", () => {
    expect(rotten(root, list).map(({ breaks }) => breaks)).toEqual([]);
  });

  test("its tests are there", () => {
    const tests = new Set(mutants.flatMap((mutant) => mutant.tests));
    expect([...tests].filter((path) => !existsSync(join(src, path)))).toEqual([]);
  });

  test("no two have one name or do the same", () => {
    const names = mutants.map(({ breaks }) => breaks);
    const changes = mutants.map(({ after, before, file }) => JSON.stringify([file, before, after]));
    expect([new Set(names).size, new Set(changes).size]).toEqual([mutants.length, mutants.length]);
  });
});

test("a mutant whose lines are gone, stand there twice or change nothing has rotted", () => {
  const [list] = lists;
  const mutant = list?.mutants[0];
  if (list === undefined || mutant === undefined) throw new Error("There are mutants.");
  const wrong = [
    { ...mutant, before: ["no such line"] },
    { ...mutant, before: [""] },
    { ...mutant, after: mutant.before },
  ];
  expect(rotten(root, { ...list, mutants: [mutant, ...wrong] })).toEqual(wrong);
});
