import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { writePrivateFile } from "./private-file.ts";

/** What a development system needs to reach this rail (architecture §7). */
export interface DevCredentials {
  readonly baseUrl: string;
  /** `host:port` by the service's name. */
  readonly grpc: Readonly<Record<string, string>>;
  readonly tenants: readonly TenantKeys[];
}

export interface TenantKeys {
  readonly tenantId: string;
  readonly adminKey: string;
  readonly appKey: string;
}

const fileIn = (directory: string): string => join(directory, "dev-credentials.json");

/** Whether the data was given development keys, which are for callers on this machine. */
export function hasDevelopmentKeys(directory: string): boolean {
  const file = fileIn(directory);
  return existsSync(file) && /"appKey"/.test(readFileSync(file, "utf8"));
}

/** Writes `<data dir>/dev-credentials.json`, mode 0600, and answers its path. */
export function writeDevCredentials(directory: string, { baseUrl, grpc, tenants }: DevCredentials): string {
  const file = fileIn(directory);
  const listed = tenants.map(({ tenantId, adminKey, appKey }) => ({ tenantId, adminKey, appKey }));
  writePrivateFile(file, `${JSON.stringify({ baseUrl, grpc, tenants: listed }, undefined, 2)}\n`);
  return file;
}
