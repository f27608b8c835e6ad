import { globSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { matchesGlob } from "node:path";
import { describe, expect, test } from "vitest";
import { onBothEngines, onClusterAlone, onEmbeddedAlone, onNoEngine, suiteFiles } from "./suites.ts";

const folder = fileURLToPath(new URL(".", import.meta.url));
// What is called *.it.test.ts runs on servers of its own, in a project of its own.
const suites = globSync("**/*.test.ts", { cwd: folder })
  .filter((file) => !file.endsWith(".it.test.ts"))
  .map((file) => file.replace(/\.test\.ts$/, ""));
const lists = [onBothEngines, ...[onEmbeddedAlone, onClusterAlone, onNoEngine].map((list) => Object.keys(list))];

describe("the lists of suites", () => {
  test("say of every suite, once, on which engine it runs", () => {
    const listed = suites.map((suite) => [suite, lists.flat().filter((pattern) => matchesGlob(suite, pattern)).length]);
    expect(listed.filter(([, times]) => times !== 1)).toEqual([]);
  });

  test("name nothing that does not exist", () => {
    const empty = lists.flat().filter((pattern) => !suites.some((suite) => matchesGlob(suite, pattern)));
    expect(empty).toEqual([]);
  });

  test("give the two projects all suites between them", () => {
    const files = (patterns: readonly string[]) => suites.filter((suite) => matchesAny(suite, patterns));
    expect([...new Set([...files(suiteFiles.e2e), ...files(suiteFiles.cluster)])].toSorted()).toEqual(
      suites.toSorted(),
    );
    expect(files(suiteFiles.cluster)).toEqual(expect.arrayContaining([...onBothEngines]));
  });
});

const matchesAny = (suite: string, patterns: readonly string[]): boolean =>
  patterns.some((pattern) => matchesGlob(`packages/e2e/src/${suite}.test.ts`, pattern));
