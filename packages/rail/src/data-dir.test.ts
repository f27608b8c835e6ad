import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { prepareDataDir } from "./data-dir.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "omni-dir-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("a new directory is this user's alone, and nothing is left in it", () => {
  const directory = prepareDataDir(join(folder, "a", "b"));
  expect(directory).toBe(join(folder, "a", "b"));
  expect(statSync(directory).mode & 0o777).toBe(0o700);
  expect(readdirSync(directory)).toEqual([]);
  expect(prepareDataDir(directory)).toBe(directory);
});

test("what stands in its place is named, and left alone", () => {
  const file = join(folder, "file");
  writeFileSync(file, "");
  expect(() => prepareDataDir(file)).toThrow(
    `The data directory ${file} cannot be used: there is a file in its place.`,
  );
  expect(() => prepareDataDir(join(file, "below"))).toThrow("there is a file in its place.");
});
