import { addressVariable } from "@omni/platform/process";
import { createPublicKey } from "node:crypto";
import type { Secrets } from "../secret-texts.ts";
import { serviceKeyOf } from "../service-keys.ts";
import type { ClusterConfig } from "./cluster-config.ts";
import { reachableHost } from "./host-and-port.ts";
import type { ClusterPorts } from "./ports.ts";
import type { ServiceName } from "./service-names.ts";

export interface EnvironmentOptions {
  readonly config: ClusterConfig;
  readonly secrets: Secrets;
  readonly ports: ClusterPorts;
  readonly mongodb: string;
  readonly kafka: string;
  /** Where access writes the keys of the development data. */
  readonly keysFile: string;
  /** The tenants that have development data; not known before access has started. */
  readonly tenants: () => readonly { readonly tenantId: string }[];
}

type Variables = Readonly<Record<string, string | undefined>>;

/** All that a process finds in its environment, by its place among those of its service. Nobody is told a secret that is not its own business. */
export const environmentOf = (service: ServiceName, place: number, options: EnvironmentOptions): Variables => ({
  ...machine(),
  ...ofAll(options),
  ...own[service](options, place),
});

/** Ours without what the rail itself reads there: PATH, TZ, proxies and the like. */
const machine = (): Variables =>
  Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("OMNI_")));

const ofAll = ({ config }: EnvironmentOptions): Variables => ({
  OMNI_MODE: config.mode,
  OMNI_HOST: config.host,
  OMNI_LOG_LEVEL: config.log.level,
  OMNI_LOG_FORMAT: config.log.format,
  OMNI_METRICS_PORT: "0",
  // Elsewhere Node refuses to; then a service has one process, and a roll ends at the first.
  OMNI_SHARE_PORTS: String(process.platform === "linux"),
  ...config.tls,
});

const own: Readonly<Record<ServiceName, (options: EnvironmentOptions, place: number) => Variables>> = {
  access: (options, place) => ({
    ...withEngines("access", options),
    ...timelineKey(options),
    OMNI_CONTEXT_KEY: options.secrets.contextKey.export({ type: "pkcs8", format: "der" }).toString("base64"),
    OMNI_KEY_PEPPER: base64(options.secrets.keyPepper),
    OMNI_TENANTS_FILE: options.config.tenantsFile,
    // Whether there is any was decided here, where the address is known that others see.
    OMNI_SEED: options.config.developmentData ? "force" : "off",
    // One writer for one file.
    OMNI_DEVELOPMENT_KEYS_FILE: options.config.developmentData && place === 0 ? options.keysFile : undefined,
  }),
  journey: (options) => ({
    ...withEngines("journey", options),
    ...callers(options),
    ...ways(options, ["access"]),
    OMNI_DEVELOPMENT_TENANTS: listed(options.tenants().map(({ tenantId }) => tenantId)),
  }),
  timeline: (options) => ({
    ...withEngines("timeline", options),
    ...callers(options),
    ...timelineKey(options),
    ...ways(options, ["access", "journey"]),
  }),
  gateway: (options) => ({
    ...callers(options),
    ...ways(options, ["access", "journey", "timeline"]),
    OMNI_PORT: String(options.ports.rest),
    OMNI_CORS_ORIGINS: listed(options.config.corsOrigins),
    OMNI_PUBLIC_URL: options.config.publicUrl,
  }),
};

const withEngines = (service: Exclude<ServiceName, "gateway">, options: EnvironmentOptions): Variables => ({
  OMNI_GRPC_PORT: String(options.ports.grpc[service]),
  OMNI_MONGODB_URL: options.mongodb,
  OMNI_KAFKA_BROKERS: options.kafka,
  OMNI_TOKEN_KEY: base64(options.secrets.tokenKey),
});

const callers = ({ secrets }: EnvironmentOptions): Variables => ({
  OMNI_CONTEXT_PUBLIC_KEYS: createPublicKey(secrets.contextKey)
    .export({ type: "spki", format: "der" })
    .toString("base64"),
});

const timelineKey = ({ secrets }: EnvironmentOptions): Variables => ({
  OMNI_TIMELINE_KEY: base64(serviceKeyOf(secrets.masterKey, "timeline")),
});

const ways = ({ config, ports }: EnvironmentOptions, to: readonly Exclude<ServiceName, "gateway">[]): Variables =>
  Object.fromEntries(
    to.map((service) => [addressVariable(service), `${reachableHost(config.host)}:${ports.grpc[service]}`]),
  );

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64");

/** An empty text would be one empty name. */
const listed = (texts: readonly string[]): string | undefined => (texts.length === 0 ? undefined : texts.join(","));
