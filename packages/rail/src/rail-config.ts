import { developmentTenantsFile } from "@omni/access/config";
import { describeFaults, type Environment, readConfig, type Values } from "@omni/platform/config";
import { CannotStart } from "@omni/platform/lifecycle";
import type { LogOptions } from "@omni/platform/log";
import { type Mode, modeVariable, railVariables } from "./rail-variables.ts";
import type { Secrets } from "./secret-texts.ts";

/** What the environment asks for, read and checked. */
export interface RailConfig {
  readonly mode: Mode;
  readonly dataDir: string;
  readonly host: string;
  readonly port: number;
  /** By the service's name; 0 takes any free one. */
  readonly grpcPorts: Readonly<Record<string, number>>;
  readonly metricsPort: number;
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

/** Reads the environment. Throws `CannotStart`, which names every variable that is not as it must be. */
export function readRailConfig(environment: Environment): RailConfig {
  const asked = readConfig({ OMNI_MODE: modeVariable }, environment);
  const mode = asked.ok ? asked.values.OMNI_MODE : "development";
  const read = readConfig(railVariables(mode), environment);
  if (read.ok) return toConfig(mode, read.values);
  const hint = read.faults.some(({ variable, found }) => variable.endsWith("_KEY") && found === "nothing")
    ? howToMake
    : "";
  throw new CannotStart(`The configuration is not valid:\n${describeFaults(read.faults)}${hint}`);
}

const howToMake =
  "\nMake the context key with `openssl genpkey -algorithm ed25519`, each of the others with `openssl rand -base64 32`.";

function toConfig(mode: Mode, values: Values<ReturnType<typeof railVariables>>): RailConfig {
  return {
    mode,
    dataDir: values.OMNI_DATA_DIR,
    host: values.OMNI_HOST,
    port: values.OMNI_PORT,
    grpcPorts: {
      access: values.OMNI_GRPC_PORT_ACCESS,
      journey: values.OMNI_GRPC_PORT_JOURNEY,
      timeline: values.OMNI_GRPC_PORT_TIMELINE,
    },
    metricsPort: values.OMNI_METRICS_PORT,
    publicUrl: values.OMNI_PUBLIC_URL,
    corsOrigins: values.OMNI_CORS_ORIGINS,
    tenantsFile: values.OMNI_TENANTS_FILE ?? developmentTenantsFile,
    developmentData: mode === "development" && seeds(values.OMNI_SEED, values.OMNI_HOST),
    open: values.OMNI_SEED !== "force" && !isLoopback(values.OMNI_HOST),
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

const isLoopback = (host: string): boolean =>
  host === "localhost" || host === "::1" || /^127(\.\d{1,3}){3}$/.test(host);
