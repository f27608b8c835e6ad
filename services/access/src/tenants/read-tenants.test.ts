import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { developmentTenantsFile } from "../config.ts";
import { tenantTag } from "../credentials/key-text.ts";
import { readTenants, TenantsUnusable } from "./read-tenants.ts";

const defaults = { decisionsByUserTokenOnly: false };
let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "omni-tenants-"));
  file = join(folder, "tenants.json");
});
afterEach(() => rmSync(folder, { recursive: true }));

test("development has two tenants in Riyadh, found by id and by the tag in their keys' ids", async () => {
  const tenants = await readTenants(developmentTenantsFile, defaults);
  expect(tenants.all.map(({ id, zone }) => [id, zone])).toEqual([
    ["tnt_alpha", "Asia/Riyadh"],
    ["tnt_beta", "Asia/Riyadh"],
  ]);
  expect(tenants.byId("tnt_beta")).toBe(tenants.all[1]);
  expect(tenants.byTag(tenantTag("tnt_beta"))).toBe(tenants.all[1]);
  expect([tenants.byId("tnt_gamma"), tenants.byTag(tenantTag("tnt_gamma"))]).toEqual([undefined, undefined]);
});

test("a file that is not valid is refused with its path, each place in it and what is expected there", async () => {
  writeFileSync(file, JSON.stringify({ tenants: [{ id: "tnt_a", zone: "Riyadh", days: 3 }] }));
  const refused = await readTenants(file, defaults).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(TenantsUnusable);
  const known = "id, zone, delegationDaysMax, decisionsByUserTokenOnly";
  expect(String(refused)).toBe(
    [
      `CannotStart: The tenants file ${file} is not valid (OMNI_TENANTS_FILE):`,
      `  /tenants/0/days: Is not known; known are: ${known}.`,
      "  /tenants/0/zone: Must be an IANA zone such as Asia/Riyadh.",
    ].join("\n"),
  );
});

test.each([
  ["is not there", () => undefined, "ENOENT"],
  ["is empty", () => writeFileSync(file, ""), "(the whole file): The text is not JSON"],
  ["is cut off", () => writeFileSync(file, '{"tenants": ['), "(the whole file): The text is not JSON"],
])("a file that %s is refused with its path", async (_what, prepare, reason) => {
  prepare();
  const refused = readTenants(file, defaults);
  await expect(refused).rejects.toThrow(TenantsUnusable);
  await expect(refused).rejects.toThrow(file);
  await expect(refused).rejects.toThrow(reason);
});
