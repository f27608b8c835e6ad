import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { TenantKeys } from "../dev-credentials.ts";

/** Where the access process writes the keys of the development data. */
export const keysFile = (directory: string): string => join(directory, "development-keys.json");

/** Keys of an earlier start are not to be taken for those of this one. */
export const forgetDevelopmentKeys = (directory: string): void => rmSync(keysFile(directory), { force: true });

/** The tenants that have development data, with their keys. Throws when the file holds something else. */
export function readDevelopmentKeys(directory: string): readonly TenantKeys[] {
  const listed: unknown = JSON.parse(readFileSync(keysFile(directory), "utf8"));
  if (Array.isArray(listed) && listed.every(isTenantKeys)) return listed;
  throw new Error(`${keysFile(directory)} does not hold keys.`);
}

const isTenantKeys = (entry: unknown): entry is TenantKeys =>
  typeof entry === "object" &&
  entry !== null &&
  ["tenantId", "adminKey", "appKey"].every((name) => typeof new Map(Object.entries(entry)).get(name) === "string");
