import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Ended, failToStart } from "./rail/rail-process.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "omni-config-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const failWith = (environment: Readonly<Record<string, string>>): Promise<Ended> =>
  failToStart({ environment: { OMNI_DATA_DIR: join(folder, "data"), ...environment } });

test("every variable that is wrong is named at once, and nothing is made", async () => {
  const wrong = { OMNI_PORT: "99999", OMNI_SEED: "yes", OMNI_LOG_LEVEL: "loud", OMNI_CORS_ORIGINS: "everybody" };
  const ended = await failWith(wrong);
  expect(ended.code).toBe(1);
  expect(ended.stderr.trimEnd().split("\n")).toEqual([
    "The configuration is not valid:",
    'OMNI_PORT must be a port from 0 to 65535, but is "99999".',
    'OMNI_CORS_ORIGINS must be origins such as https://bank.example, with commas between them, but is "everybody".',
    'OMNI_SEED must be one of auto, force, off, but is "yes".',
    'OMNI_LOG_LEVEL must be one of debug, info, warn, error, but is "loud".',
  ]);
  expect(readdirSync(folder)).toEqual([]);
});

test("production does not start without its keys and its tenants, and says how to make them", async () => {
  const ended = await failWith({ OMNI_MODE: "production" });
  expect(ended.code).toBe(1);
  const lines = ended.stderr.trimEnd().split("\n");
  expect(lines.map((line) => line.split(" ")[0])).toEqual([
    "The",
    "OMNI_TENANTS_FILE",
    "OMNI_CONTEXT_KEY",
    "OMNI_TOKEN_KEY",
    "OMNI_KEY_PEPPER",
    "OMNI_MASTER_KEY",
    "Make",
  ]);
  expect(readdirSync(folder)).toEqual([]);
});

test("a secret that is wrong is not shown", async () => {
  const ended = await failWith({ OMNI_TOKEN_KEY: "a-secret-too-short" });
  expect([ended.code, ended.stderr.includes("OMNI_TOKEN_KEY must be at least 32")]).toEqual([1, true]);
  expect(ended.stderr).not.toContain("a-secret-too-short");
});

test("a tenants file that is missing, and one that is wrong in several places", async () => {
  const file = join(folder, "tenants.json");
  const missing = await failWith({ OMNI_TENANTS_FILE: file });
  expect([
    missing.code,
    missing.stderr.startsWith(`The tenants file ${file} cannot be read (OMNI_TENANTS_FILE): `),
  ]).toEqual([1, true]);
  writeFileSync(file, JSON.stringify({ tenants: [{ id: "a b", zone: "Mars" }] }));
  const wrong = await failWith({ OMNI_TENANTS_FILE: file });
  expect([wrong.code, wrong.stderr.startsWith(`The tenants file ${file} is not valid (OMNI_TENANTS_FILE):\n`)]).toEqual(
    [1, true],
  );
  expect(wrong.stderr).toContain("/tenants/0/id");
  expect(wrong.stderr).toContain("/tenants/0/zone");
  expect(wrong.stderr).not.toMatch(/\n {4}at /);
});
