import { isLoopback, type Values } from "@omni/platform/config";
import type { LogOptions } from "@omni/platform/log";
import type { Mode } from "@omni/platform/process";
import type { railVariables } from "./rail-variables.ts";
import type { Secrets } from "./secret-texts.ts";

/** What the environment asks for, read and checked, however the services run. */
export interface RailConfig {
  readonly mode: Mode;
  readonly dataDir: string;
  readonly host: string;
  readonly port: number;
  /** By the service's name; 0 takes any free one. */
  readonly grpcPorts: Readonly<Record<string, number>>;
  readonly publicUrl: string | undefined;
  readonly corsOrigins: readonly string[];
  readonly tenantsFile: string;
  /** Whether empty tenants get users, keys and a template to try things with. */
  readonly developmentData: boolean;
  /** Callers on other machines may reach the rail, and nobody has said that they may use development keys. */
  readonly open: boolean;
  readonly log: LogOptions;
  /** Those that the environment gives: in production all. */
  readonly secrets: Partial<Secrets>;
}

/** The values of `railVariables`, put in order. */
export function toRailConfig(values: Values<ReturnType<typeof railVariables>>): RailConfig {
  const { OMNI_MODE: mode, OMNI_HOST: host, OMNI_SEED: seed } = values;
  return {
    mode,
    dataDir: values.OMNI_DATA_DIR,
    host,
    port: values.OMNI_PORT,
    grpcPorts: {
      access: values.OMNI_GRPC_PORT_ACCESS,
      journey: values.OMNI_GRPC_PORT_JOURNEY,
      timeline: values.OMNI_GRPC_PORT_TIMELINE,
    },
    publicUrl: values.OMNI_PUBLIC_URL,
    corsOrigins: values.OMNI_CORS_ORIGINS,
    tenantsFile: values.OMNI_TENANTS_FILE,
    developmentData: mode === "development" && seeds(seed, host),
    open: seed !== "force" && !isLoopback(host),
    log: { level: values.OMNI_LOG_LEVEL, format: values.OMNI_LOG_FORMAT },
    secrets: {
      ...(values.OMNI_CONTEXT_KEY && { contextKey: values.OMNI_CONTEXT_KEY }),
      ...(values.OMNI_TOKEN_KEY && { tokenKey: values.OMNI_TOKEN_KEY }),
      ...(values.OMNI_KEY_PEPPER && { keyPepper: values.OMNI_KEY_PEPPER }),
      ...(values.OMNI_MASTER_KEY && { masterKey: values.OMNI_MASTER_KEY }),
    },
  };
}

// Development keys lie in a file and on the screen: they must not open a door to other machines.
const seeds = (asked: "auto" | "force" | "off", host: string): boolean =>
  asked === "force" || (asked === "auto" && isLoopback(host));
