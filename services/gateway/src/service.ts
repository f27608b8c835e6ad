import type { Ids } from "@omni/kernel";
import type { Service } from "@omni/platform/lifecycle";
import type { Log } from "@omni/platform/log";
import type { Authority, Transport } from "@omni/platform/rpc";
import type { RequestMeter } from "@omni/platform/telemetry";
import { type App, gatewayApp } from "./app.ts";
import type { GatewayConfig } from "./config.ts";
import { corsFor } from "./cors.ts";
import type { RailState } from "./pages/health.ts";
import { type Audience, servicesOver } from "./gateway.ts";
import { listen, type Listening, type ListenPlace } from "./listen.ts";

export { CannotListen } from "./cannot-listen.ts";
export type { Listening, ListenPlace } from "./listen.ts";
export type { Audience } from "./gateway.ts";

/** What `/readyz` tells of a service. */
export type ServiceState = Pick<Service, "name" | "notReady" | "busTaken">;

export interface GatewayPorts {
  readonly ids: Ids;
  readonly log: Log;
  /** Turns an API key into a signed context for a service. */
  readonly authority: Authority;
  /** The way to a service. */
  readonly transport: (service: Audience) => Transport;
  /** The services whose state `/readyz` tells. */
  readonly services: readonly ServiceState[];
  /** Counts the requests of each operation. */
  readonly meter: RequestMeter;
  readonly config: GatewayConfig;
}

export interface GatewayService {
  /** For tests: `app.request(…)` answers without a socket. */
  readonly app: App;
  /** Opens the REST port; rejects with `CannotListen`. */
  listen(place: ListenPlace): Promise<Listening>;
}

/** The REST API over the services' RPCs. It holds no state but the authority's memory of credentials. */
export function openGateway(ports: GatewayPorts): GatewayService {
  const { authority, config, ids, log, meter, services, transport } = ports;
  let stopping = false;
  const gateway = {
    services: servicesOver(transport),
    authority,
    ids,
    log,
    meter,
    cors: corsFor(config.corsOrigins),
    stopping: () => stopping,
  };
  const state = (): RailState => {
    const { notReady, waiting } = stateOf(services);
    return { notReady: stopping ? { ...notReady, gateway: "It is stopping." } : notReady, waiting };
  };
  const app = gatewayApp({ gateway, state, publicUrl: config.publicUrl });
  return {
    app,
    async listen(place) {
      // The document is made once, when it is first asked for: now, so that no request has to wait for it.
      await app.request("/openapi.json");
      const listening = await listen({ app, ids, log, ...place });
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

function stateOf(services: readonly ServiceState[]): RailState {
  const notReady: Record<string, string> = {};
  const waiting: Record<string, string> = {};
  for (const service of services) {
    const reason = service.notReady();
    if (reason !== undefined) notReady[service.name] = reason;
    else if (!service.busTaken()) waiting[service.name] = "Its events wait: the bus does not take them.";
  }
  return { notReady, waiting };
}
