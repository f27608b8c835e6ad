import { openAccessService } from "@omni/access";
import { openJourneyService } from "@omni/journey";
import type { Clock, Ids } from "@omni/kernel";
import type { Begin, Service, ServicePorts } from "@omni/platform/lifecycle";
import type { Log } from "@omni/platform/log";
import {
  accessAuthority,
  type Authority,
  contextVerifier,
  rpcServer,
  type RpcServer,
  type Transport,
} from "@omni/platform/rpc";
import { directTransport } from "@omni/platform/rpc/direct";
import type { Telemetry } from "@omni/platform/telemetry";
import { openTimelineService } from "@omni/timeline";
import { createPublicKey } from "node:crypto";
import type { TenantKeys } from "./dev-credentials.ts";
import type { RailConfig } from "./rail-config.ts";
import type { Secrets } from "./secret-texts.ts";
import { serviceKeyOf } from "./service-keys.ts";

/** A service whose methods can be called. */
export interface Served {
  readonly service: Service;
  readonly server: RpcServer;
}

export interface EmbeddedServices {
  readonly served: readonly Served[];
  readonly authority: Authority;
  readonly transport: (service: string) => Transport;
  /** The tenants that have development data. */
  readonly tenants: readonly TenantKeys[];
}

export interface EmbeddedServicesOptions {
  readonly config: RailConfig;
  readonly secrets: Secrets;
  readonly telemetry: Telemetry;
  readonly portsOf: (service: string, transport: EmbeddedServices["transport"]) => ServicePorts;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
}

/** Opens every service, serves its methods and, where it is allowed, fills in development data. None works yet. */
export async function openServices(options: EmbeddedServicesOptions, begin: Begin): Promise<EmbeddedServices> {
  const { clock, config, ids, portsOf, secrets, telemetry } = options;
  const servers = new Map<string, RpcServer>();
  const transport = (service: string) => directTransport(() => servers.get(service));
  const verify = contextVerifier({ publicKeys: [createPublicKey(secrets.contextKey)], clock });
  const authority = accessAuthority({ transport: transport("access"), verify, clock });
  const served: Served[] = [];

  const serve = async <Opened extends Service>(
    name: string,
    open: (ports: ServicePorts) => Promise<Opened>,
  ): Promise<Opened> => {
    const service = await begin(name, () => open(portsOf(name, transport)));
    const { rpc: services } = service;
    const beside = { tokenSecret: secrets.tokenKey, meter: telemetry.rpc, log: options.log.with({ service: name }) };
    const server = rpcServer({ name, services, authority, verify, clock, ids, ...beside });
    // Stopped before its service: calls end before what they work on does.
    await begin(`${name} calls`, () => ({ stop: () => server.close() }));
    servers.set(name, server);
    served.push({ service, server });
    return service;
  };

  const access = await serve("access", (ports) => openAccessService(ports, accessConfig(config, secrets)));
  const tenants = config.developmentData ? await access.seedDevelopment() : [];
  const developmentTenants = tenants.map(({ tenantId }) => tenantId);
  await serve("journey", (ports) => openJourneyService(ports, { developmentTenants }));
  await serve("timeline", (ports) => openTimelineService(ports, { serviceKey: timelineKeyOf(secrets) }));
  return { served, authority, transport, tenants };
}

const timelineKeyOf = ({ masterKey }: Secrets): Uint8Array => serviceKeyOf(masterKey, "timeline");

const accessConfig = (config: RailConfig, secrets: Secrets) => ({
  tenantsFile: config.tenantsFile,
  decisionsByUserTokenOnly: config.mode === "production",
  keyPepper: secrets.keyPepper,
  contextKey: secrets.contextKey,
  timelineKey: timelineKeyOf(secrets),
});
