import type { Random } from "@omni/kernel";
import { randomFillSync, sign, verify, createPublicKey } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openSecrets, type SecretsOptions } from "./secrets.ts";

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "omni-secrets-"));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const random: Random = (bytes) => randomFillSync(bytes);
const open = (options: Partial<SecretsOptions> = {}) =>
  openSecrets({ given: {}, directory, hasData: false, random, ...options });
const file = () => join(directory, "secrets.json");

test("secrets are made once, for their owner's eyes, and are the same after every start", () => {
  const first = open();
  expect(statSync(file()).mode & 0o777).toBe(0o600);
  const second = open({ hasData: true });
  expect(second.tokenKey).toEqual(first.tokenKey);
  expect(second.contextKey.equals(first.contextKey)).toBe(true);
  const all = [first.tokenKey, first.keyPepper, first.masterKey];
  expect(all.map(({ length }) => length)).toEqual([32, 32, 32]);
  expect(new Set(all.map((bytes) => Buffer.from(bytes).toString("hex"))).size).toBe(3);
});

test("the context key signs", () => {
  const { contextKey } = open();
  const text = Buffer.from("text");
  expect(verify(null, text, createPublicKey(contextKey), sign(null, text, contextKey))).toBe(true);
});

test("what the environment gives wins, and with all four no file is made", () => {
  const kept = open();
  const tokenKey = Buffer.alloc(32, 1);
  expect(open({ given: { tokenKey } })).toEqual({ ...kept, tokenKey });
  rmSync(file());
  expect(open({ given: { ...kept, tokenKey }, hasData: true })).toEqual({ ...kept, tokenKey });
  expect(() => readFileSync(file())).toThrow(/ENOENT/);
});

test("a file that is gone or damaged is never replaced: the data would be worth nothing with other secrets", () => {
  open();
  const good = readFileSync(file(), "utf8");
  for (const damaged of [
    "",
    "{}",
    good.slice(0, -10),
    good.replace(/"tokenKey": "..../, '"tokenKey": "'),
    "null",
    "[]",
  ]) {
    writeFileSync(file(), damaged);
    expect(() => open()).toThrow(`${file()} does not hold the rail's four secrets. Restore it`);
    expect(readFileSync(file(), "utf8")).toBe(damaged);
  }
  rmSync(file());
  expect(() => open({ hasData: true })).toThrow(`${file()} is missing`);
});
