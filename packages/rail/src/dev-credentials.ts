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

/** Writes `<data dir>/dev-credentials.json`, mode 0600, and answers its path. */
export function writeDevCredentials(directory: string, { baseUrl, grpc, tenants }: DevCredentials): string {
  const file = join(directory, "dev-credentials.json");
  const listed = tenants.map(({ tenantId, adminKey, appKey }) => ({ tenantId, adminKey, appKey }));
  writePrivateFile(file, `${JSON.stringify({ baseUrl, grpc, tenants: listed }, undefined, 2)}\n`);
  return file;
}
