import { type EmbeddedOptions, type EmbeddedRail, openEmbeddedRail } from "@omni/rail/embedded";
import { silentLog } from "@omni/platform/log";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { restClient, type RestClient } from "../rest/rest-client.ts";

/** A tenant of the development data, with a client for each of its keys. */
export interface TestTenant {
  readonly tenantId: string;
  readonly appKey: string;
  readonly adminKey: string;
  /** The daily work, as `usr_rm_001` unless a request says otherwise. */
  readonly app: RestClient;
  /** All scopes, no user. */
  readonly admin: RestClient;
}

/** A rail in this process, on data of its own. */
export interface TestRail extends AsyncDisposable {
  readonly rail: EmbeddedRail;
  readonly alpha: TestTenant;
  readonly beta: TestTenant;
  /** Stops it and starts another on the same data; this one is of no use any more. */
  restart(): Promise<TestRail>;
  /** Stops it and removes its data. */
  stop(): Promise<void>;
}

/** Port 0, a new directory and no log, unless the options say otherwise. */
export async function startRail(options: Partial<EmbeddedOptions> = {}): Promise<TestRail> {
  const directory = mkdtempSync(join(tmpdir(), "omni-e2e-"));
  try {
    return await startOn(directory, options);
  } catch (error) {
    rmSync(directory, { recursive: true, force: true });
    throw error;
  }
}

async function startOn(directory: string, options: Partial<EmbeddedOptions>): Promise<TestRail> {
  const environment = { OMNI_DATA_DIR: directory, OMNI_PORT: "0", ...options.environment };
  const rail = await openEmbeddedRail({ log: silentLog, ...options, environment });
  const stop = async (): Promise<void> => {
    await rail.stop();
    rmSync(directory, { recursive: true, force: true });
  };
  return {
    rail,
    alpha: tenantOf(rail, "tnt_alpha"),
    beta: tenantOf(rail, "tnt_beta"),
    restart: async () => {
      await rail.stop();
      return startOn(directory, options);
    },
    stop,
    [Symbol.asyncDispose]: stop,
  };
}

function tenantOf({ baseUrl, tenants }: EmbeddedRail, tenantId: string): TestTenant {
  const keys = tenants.find((tenant) => tenant.tenantId === tenantId);
  if (keys === undefined) throw new Error(`No development data for ${tenantId}.`);
  const { appKey, adminKey } = keys;
  return { tenantId, appKey, adminKey, app: restClient(baseUrl, appKey), admin: restClient(baseUrl, adminKey) };
}
