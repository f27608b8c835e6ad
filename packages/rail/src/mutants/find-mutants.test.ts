import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { findMutants } from "./find-mutants.ts";
import { plant } from "./mutant.ts";

const root = fileURLToPath(new URL("../../../../", import.meta.url));
const lists = findMutants(root);

test("the cores that decide have lists of mutants", () => {
  expect(lists.map(({ folder, name }) => [name, folder])).toEqual(
    expect.arrayContaining(["journeys", "templates", "when"].map((list) => [`journey/${list}`, "services/journey"])),
  );
});

describe.each(lists)("no mutant of $name has rotted", ({ folder, mutants }) => {
  const src = join(root, folder, "src");

  test("each stands in its file exactly once and changes it", () => {
    const planted = mutants.map((mutant) => {
      const source = readFileSync(join(src, mutant.file), "utf8");
      const result = plant(mutant, source);
      return [mutant.breaks, result !== undefined && result !== source];
    });
    expect(planted).toEqual(mutants.map(({ breaks }) => [breaks, true]));
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
