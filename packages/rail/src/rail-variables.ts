import { oneOf, optional, port, secret, text, url, type Variable } from "@omni/platform/config";
import type { KeyObject } from "node:crypto";
import { contextKeyForm, readContextKey, secretBytesMin } from "./secret-texts.ts";

const modes = ["development", "production"] as const;
export type Mode = (typeof modes)[number];

export const modeVariable = oneOf({
  words: modes,
  default: "development",
  doc: "Development makes its own secrets, and keys and users to try things with; production makes neither.",
});

/** What the embedded rail takes from its environment. Production has no secrets and tenants but those it is given. */
export const railVariables = (mode: Mode) => {
  const given = <Value>(variable: Variable<Value>): Variable<Value | undefined> =>
    mode === "production" ? variable : optional(variable);
  return {
    OMNI_MODE: modeVariable,
    OMNI_DATA_DIR: text({ default: ".omni", doc: "Where the data lies." }),
    OMNI_HOST: text({ default: "127.0.0.1", doc: "The address on which every port is opened." }),
    OMNI_PORT: port({ default: 8080, doc: "The REST port; 0 takes any free one." }),
    OMNI_GRPC_PORT_ACCESS: port({ default: 0, doc: "The gRPC port of the access service." }),
    OMNI_GRPC_PORT_JOURNEY: port({ default: 0, doc: "The gRPC port of the journey service." }),
    OMNI_GRPC_PORT_TIMELINE: port({ default: 0, doc: "The gRPC port of the timeline service." }),
    OMNI_METRICS_PORT: port({ default: 0, doc: "The port of the Prometheus metrics." }),
    OMNI_PUBLIC_URL: optional(
      url({ schemes: ["http", "https"], doc: "The address under which others reach the rail." }),
    ),
    OMNI_CORS_ORIGINS: origins,
    OMNI_TENANTS_FILE: given(text({ doc: "The JSON file that names the tenants." })),
    OMNI_SEED: oneOf({
      words: ["auto", "force", "off"],
      default: "auto",
      doc: "Development data: on loopback only (auto), on any address (force), or none (off). Never in production.",
    }),
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
    OMNI_CONTEXT_KEY: given(contextKey),
    OMNI_TOKEN_KEY: given(secretBytes("Seals Omni-Consistency tokens and hashes idempotency keys.")),
    OMNI_KEY_PEPPER: given(secretBytes("Under which API keys are hashed; another one voids them all.")),
    OMNI_MASTER_KEY: given(secretBytes("Under which secrets are encrypted that have to be read again.")),
  };
};

const origins: Variable<readonly string[]> = {
  doc: "Origins whose pages may call the API; none unless they are named.",
  expected: "origins such as https://bank.example, with commas between them",
  unset: { value: [] },
  read: (found) => {
    const listed = found.split(",").map((origin) => origin.trim());
    return listed.every((origin) => URL.canParse(origin) && new URL(origin).origin === origin) ? listed : undefined;
  },
};

const contextKey: Variable<KeyObject> = {
  doc: "Signs the contexts in which services tell each other who calls.",
  expected: contextKeyForm,
  secret: true,
  read: readContextKey,
};

const secretBytes = (doc: string): Variable<Uint8Array> => secret({ doc, bytesMin: secretBytesMin });
