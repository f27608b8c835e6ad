import { CannotStart } from "@omni/platform/lifecycle";
import { randomFillSync } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { makeEnvFile } from "./env-file.ts";
import { declaredVariables } from "./testing/declared-variables.ts";

const random = (bytes: Uint8Array) => randomFillSync(bytes);
let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "omni-env-"));
  file = join(folder, ".env");
});
afterEach(() => rmSync(folder, { recursive: true }));

const readEnv = (): Record<string, string> =>
  Object.fromEntries(
    readFileSync(file, "utf8")
      .split("\n")
      .filter((line) => line !== "" && !line.startsWith("#"))
      .map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]),
  );

test("the file is for its owner alone, and its keys are such as the services take, others each time", () => {
  makeEnvFile(file, random);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const made = readEnv();
  const known = new Map(Object.values(declaredVariables).flatMap((declared) => Object.entries(declared("production"))));
  for (const name of Object.keys(made)) expect(known.get(name)?.read(made[name] ?? ""), name).toBeDefined();
  rmSync(file);
  makeEnvFile(file, random);
  const others = new Set(Object.values(readEnv()));
  expect(Object.values(made).filter((value) => others.has(value))).toEqual([]);
});

test("keys that are there are never replaced", () => {
  makeEnvFile(file, random);
  const before = readFileSync(file, "utf8");
  expect(() => makeEnvFile(file, random)).toThrow(CannotStart);
  expect(readFileSync(file, "utf8")).toBe(before);
});

test("a folder that is not there is named", () => {
  expect(() => makeEnvFile(join(folder, "none", ".env"), random)).toThrow(/none\/\.env cannot be written/);
});
