import { accessAuthority, contextVerifier } from "@omni/platform/rpc";
import { addressOf, callerVariables, reachServices, readTls, runDeclared } from "@omni/platform/process";
import { gatewayVariables } from "./config.ts";
import { openGateway } from "./service.ts";

const code = await runDeclared({
  name: "gateway",
  variables: () => ({
    ...callerVariables,
    ...gatewayVariables,
    OMNI_ACCESS_ADDRESS: addressOf("access"),
    OMNI_JOURNEY_ADDRESS: addressOf("journey"),
    OMNI_TIMELINE_ADDRESS: addressOf("timeline"),
  }),
  start: async (deps) => {
    const { begin, clock, ids, log, telemetry, values } = deps;
    const tls = await readTls(values);
    const services = await reachServices({ ...deps, calls: ["access", "journey", "timeline"], tls });
    const { transport } = services;
    const verify = contextVerifier({ publicKeys: values.OMNI_CONTEXT_PUBLIC_KEYS, clock });
    const gateway = openGateway({
      ids,
      log,
      authority: accessAuthority({ transport: transport("access"), verify, clock }),
      transport,
      services: await services.watch(),
      meter: telemetry.meter("omni_http", "requests"),
      config: { corsOrigins: values.OMNI_CORS_ORIGINS, publicUrl: values.OMNI_PUBLIC_URL },
    });
    const { OMNI_HOST: host, OMNI_PORT: port, OMNI_SHARE_PORTS: sharePort } = values;
    return begin("REST", () => gateway.listen({ host, port, sharePort }));
  },
});

process.exit(code);
