import {
  flag,
  list,
  oneOf,
  optional,
  port,
  secret,
  text,
  url,
  type Values,
  type Variable,
  verificationKeys,
} from "../config/index.ts";
import { type Mode, modeVariable } from "./mode.ts";

/** Declarations of variables that are read as these values. */
export type VariablesOf<Read> = { readonly [Name in keyof Read]: Variable<Read[Name]> };

export type ProcessValues = Values<ReturnType<typeof processVariables>>;
export type ServiceValues = Values<ReturnType<typeof serviceVariables>>;

/** What every process takes from its environment. */
export const processVariables = (mode: Mode) => ({
  OMNI_MODE: modeVariable,
  OMNI_HOST: text({ default: "127.0.0.1", doc: "The address on which every port is opened." }),
  OMNI_METRICS_PORT: port({ default: 0, doc: "The port of the Prometheus metrics; 0 takes any free one." }),
  OMNI_SHARE_PORTS: flag({
    default: false,
    doc: "Other processes of this user may listen on the same ports, so that a successor takes over without a gap.",
  }),
  OMNI_TLS_CERT_FILE: optional(text({ doc: "PEM: the certificate that this process shows to other services." })),
  OMNI_TLS_KEY_FILE: optional(text({ doc: "PEM: the private key of that certificate." })),
  OMNI_TLS_CA_FILE: optional(text({ doc: "PEM: the authorities whose certificates other services must show." })),
  OMNI_LOG_LEVEL: oneOf({
    words: ["debug", "info", "warn", "error"],
    default: mode === "production" ? "info" : "warn",
    doc: "The least level that is logged.",
  }),
  OMNI_LOG_FORMAT: oneOf({
    words: ["json", "lines"],
    default: mode === "production" ? "json" : "lines",
    doc: "How the log is written: for machines or for people.",
  }),
});

/** What a process with a store, a bus and RPCs takes beside that. */
export const serviceVariables = (service: string) => ({
  OMNI_GRPC_PORT: port({ default: 0, doc: "The gRPC port; 0 takes any free one." }),
  OMNI_MONGODB_URL: url({ schemes: ["mongodb", "mongodb+srv"], doc: "The MongoDB replica set." }),
  OMNI_MONGODB_DATABASE: text({ default: `omni_${service}`, doc: "The service's own database." }),
  OMNI_KAFKA_BROKERS: list({
    of: "addresses of brokers such as kafka-1:9092",
    required: true,
    doc: "Kafka's bootstrap servers.",
  }),
  OMNI_TOKEN_KEY: secret({ bytesMin: 32, doc: "Seals Omni-Consistency tokens and hashes idempotency keys." }),
});

/** What a process takes that lets the access service say who calls. */
export const callerVariables = {
  OMNI_CONTEXT_PUBLIC_KEYS: verificationKeys({ doc: "Which keys sign the contexts that the access service gives." }),
};

/** The variable that says where a service is: `OMNI_ACCESS_ADDRESS`. */
export const addressVariable = <Service extends string>(service: Service): `OMNI_${Uppercase<Service>}_ADDRESS` =>
  // `toUpperCase` is typed as a text.
  `OMNI_${service.toUpperCase() as Uppercase<Service>}_ADDRESS`;

/** Where the service is: `host:port`, or any other address that gRPC resolves, such as `dns:///journey:7000`. */
export const addressOf = (service: string) => text({ doc: `Where the ${service} service is: host:port.` });
