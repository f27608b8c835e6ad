import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { writePrivateFile } from "@omni/platform/process";

/** What a development system needs to reach this rail (architecture §7). */
export interface DevCredentials {
  readonly baseUrl: string;
  /** `host:port` by the service's name. */
  readonly grpc: Readonly<Record<string, string>>;
  readonly tenants: readonly TenantKeys[];
  /** The cluster's MongoDB, as a URL, and its Kafka, as `host:port,…`. */
  readonly mongodb?: string;
  readonly kafka?: string;
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
export function writeDevCredentials(directory: string, credentials: DevCredentials): string {
  const file = fileIn(directory);
  const { baseUrl, grpc, kafka, mongodb } = credentials;
  const tenants = credentials.tenants.map(({ tenantId, adminKey, appKey }) => ({ tenantId, adminKey, appKey }));
  writePrivateFile(file, `${JSON.stringify({ baseUrl, grpc, kafka, mongodb, tenants }, undefined, 2)}\n`);
  return file;
}
