import { type Environment, optional, wholeNumber } from "@omni/platform/config";
import type { LogOptions } from "@omni/platform/log";
import { type Mode, modeOf, processVariables, readVariables, serviceVariables } from "@omni/platform/process";
import { type RailConfig, toRailConfig } from "../rail-config.ts";
import { railVariables } from "../rail-variables.ts";
import { forEachService, type ServiceName } from "./service-names.ts";

/** What the environment asks of a rail that runs as one process per service. */
export interface ClusterConfig extends RailConfig {
  /** MongoDB and Kafka that somebody else runs; `undefined`: they are started here. */
  readonly mongodbUrl: string | undefined;
  readonly kafkaBrokers: readonly string[] | undefined;
  /** How many processes each service has. */
  readonly replicas: Readonly<Record<ServiceName, number>>;
  /** The files of mTLS between services, as variables that are handed on: all three or none. */
  readonly tls: Readonly<Record<string, string>>;
  /** The supervisor's own log: it says what it does even where the services say only what goes wrong. */
  readonly ownLog: LogOptions;
}

const replicasRange = { min: 1, max: 8 };

export const clusterVariables = (mode: Mode) => {
  const { OMNI_TLS_CERT_FILE, OMNI_TLS_KEY_FILE, OMNI_TLS_CA_FILE } = processVariables(mode);
  const { OMNI_MONGODB_URL, OMNI_KAFKA_BROKERS } = serviceVariables("");
  const replicasOf = (service: ServiceName) =>
    optional(wholeNumber({ ...replicasRange, doc: `How many processes the ${service} service has.` }));
  return {
    ...railVariables(mode),
    OMNI_MONGODB_URL: optional(OMNI_MONGODB_URL),
    OMNI_KAFKA_BROKERS: optional(OMNI_KAFKA_BROKERS),
    OMNI_REPLICAS: wholeNumber({ ...replicasRange, default: 1, doc: "How many processes each service has." }),
    OMNI_REPLICAS_ACCESS: replicasOf("access"),
    OMNI_REPLICAS_JOURNEY: replicasOf("journey"),
    OMNI_REPLICAS_TIMELINE: replicasOf("timeline"),
    OMNI_REPLICAS_GATEWAY: replicasOf("gateway"),
    OMNI_TLS_CERT_FILE,
    OMNI_TLS_KEY_FILE,
    OMNI_TLS_CA_FILE,
  };
};

/** Reads the environment. Throws `CannotStart`, which names every variable that is not as it must be. */
export function readClusterConfig(environment: Environment): ClusterConfig {
  const values = readVariables(clusterVariables(modeOf(environment)), environment);
  const { OMNI_TLS_CERT_FILE, OMNI_TLS_KEY_FILE, OMNI_TLS_CA_FILE } = values;
  const rail = toRailConfig(values);
  const saysLevel = (environment["OMNI_LOG_LEVEL"] ?? "") !== "";
  const replicas = {
    access: values.OMNI_REPLICAS_ACCESS,
    journey: values.OMNI_REPLICAS_JOURNEY,
    timeline: values.OMNI_REPLICAS_TIMELINE,
    gateway: values.OMNI_REPLICAS_GATEWAY,
  };
  return {
    ...rail,
    mongodbUrl: values.OMNI_MONGODB_URL,
    kafkaBrokers: values.OMNI_KAFKA_BROKERS,
    replicas: forEachService((service) => replicas[service] ?? values.OMNI_REPLICAS),
    tls: given({ OMNI_TLS_CERT_FILE, OMNI_TLS_KEY_FILE, OMNI_TLS_CA_FILE }),
    ownLog: saysLevel ? rail.log : { ...rail.log, level: "info" },
  };
}

const given = (variables: Readonly<Record<string, string | undefined>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(variables).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
