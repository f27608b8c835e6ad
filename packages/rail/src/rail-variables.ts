import { accessVariables } from "@omni/access/config";
import { gatewayVariables } from "@omni/gateway/config";
import { optional, port, secret, text, type Variable } from "@omni/platform/config";
import { type Mode, processVariables, serviceVariables } from "@omni/platform/process";
import { secretBytesMin } from "./secret-texts.ts";

/**
 * What a rail takes from its environment, however its services run. Production has no secrets and tenants but those it
 * is given.
 */
export const railVariables = (mode: Mode) => {
  const given = <Value>(variable: Variable<Value>): Variable<Value | undefined> =>
    mode === "production" ? variable : optional(variable);
  const { OMNI_MODE, OMNI_HOST, OMNI_LOG_LEVEL, OMNI_LOG_FORMAT } = processVariables(mode);
  const { OMNI_PORT, OMNI_PUBLIC_URL, OMNI_CORS_ORIGINS } = gatewayVariables;
  const access = accessVariables(mode);
  return {
    OMNI_MODE,
    OMNI_DATA_DIR: text({ default: ".omni", doc: "Where the data lies." }),
    OMNI_HOST,
    OMNI_PORT,
    OMNI_GRPC_PORT_ACCESS: port({ default: 0, doc: "The gRPC port of the access service." }),
    OMNI_GRPC_PORT_JOURNEY: port({ default: 0, doc: "The gRPC port of the journey service." }),
    OMNI_GRPC_PORT_TIMELINE: port({ default: 0, doc: "The gRPC port of the timeline service." }),
    OMNI_PUBLIC_URL,
    OMNI_CORS_ORIGINS,
    OMNI_TENANTS_FILE: access.OMNI_TENANTS_FILE,
    OMNI_SEED: access.OMNI_SEED,
    OMNI_LOG_LEVEL,
    OMNI_LOG_FORMAT,
    OMNI_CONTEXT_KEY: given(access.OMNI_CONTEXT_KEY),
    OMNI_TOKEN_KEY: given(serviceVariables("").OMNI_TOKEN_KEY),
    OMNI_KEY_PEPPER: given(access.OMNI_KEY_PEPPER),
    OMNI_MASTER_KEY: given(
      secret({ doc: "Under which secrets are encrypted that have to be read again.", bytesMin: secretBytesMin }),
    ),
  };
};
