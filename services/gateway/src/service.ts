import type { Ids } from "@omni/kernel";
import type { Service } from "@omni/platform/lifecycle";
import type { Log } from "@omni/platform/log";
import type { Authority, Transport } from "@omni/platform/rpc";
import { type App, gatewayApp } from "./app.ts";
import type { GatewayConfig } from "./config.ts";
import { corsFor } from "./cors.ts";
import { type Audience, servicesOver } from "./gateway.ts";
import { listen, type Listening } from "./listen.ts";

export { CannotListen, type Listening } from "./listen.ts";
export type { Audience } from "./gateway.ts";

export interface GatewayPorts {
  readonly ids: Ids;
  readonly log: Log;
  /** Turns an API key into a signed context for a service. */
  readonly authority: Authority;
  /** The way to a service. */
  readonly transport: (service: Audience) => Transport;
  /** The services whose state `/readyz` tells. */
  readonly services: readonly Pick<Service, "name" | "notReady">[];
  readonly config: GatewayConfig;
}

export interface GatewayService {
  /** For tests: `app.request(…)` answers without a socket. */
  readonly app: App;
  /** Opens the REST port; rejects with `CannotListen`. */
  listen(host: string, port: number): Promise<Listening>;
}

/** The REST API over the services' RPCs. It holds no state but the authority's memory of credentials. */
export function openGateway(ports: GatewayPorts): GatewayService {
  const { authority, config, ids, log, services, transport } = ports;
  let stopping = false;
  const gateway = {
    services: servicesOver(transport),
    authority,
    ids,
    log,
    cors: corsFor(config.corsOrigins),
    stopping: () => stopping,
  };
  const notReady = () => ({ ...reasonsOf(services), ...(stopping ? { gateway: "It is stopping." } : undefined) });
  const app = gatewayApp({ gateway, notReady, publicUrl: config.publicUrl });
  return {
    app,
    async listen(host, port) {
      // The document is made once, when it is first asked for: now, so that no request has to wait for it.
      await app.request("/openapi.json");
      const listening = await listen({ app, ids, log, host, port });
      return {
        ...listening,
        stop: () => {
          stopping = true;
          return listening.stop();
        },
      };
    },
  };
}

function reasonsOf(services: GatewayPorts["services"]): Record<string, string> {
  const reasons: Record<string, string> = {};
  for (const { name, notReady } of services) {
    const reason = notReady();
    if (reason !== undefined) reasons[name] = reason;
  }
  return reasons;
}
