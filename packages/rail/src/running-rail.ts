import type { TenantKeys } from "./dev-credentials.ts";

/** Where a rail can be reached. */
export interface Addresses {
  /** `http://127.0.0.1:8080`. */
  readonly baseUrl: string;
  /** `host:port` by the service's name. */
  readonly grpc: Readonly<Record<string, string>>;
  /** Prometheus metrics: `http://127.0.0.1:9464/metrics`. */
  readonly metricsUrl: string;
}

/** A rail that runs, in whatever processes. */
export interface RunningRail extends Addresses {
  readonly dataDir: string;
  /** Where the development keys lie; `undefined` in production. */
  readonly credentialsFile: string | undefined;
  /** The tenants that have development data, with their keys. */
  readonly tenants: readonly TenantKeys[];
  /** Finishes what is in hand and closes everything. Called again, it waits for the same end. */
  stop(): Promise<void>;
}
