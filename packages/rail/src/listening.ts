import { openGateway } from "@omni/gateway";
import type { Clock, Ids } from "@omni/kernel";
import type { Begin } from "@omni/platform/lifecycle";
import type { Log } from "@omni/platform/log";
import { type GrpcListener, listenGrpc } from "@omni/platform/rpc/grpc";
import { serveMetrics, type Telemetry } from "@omni/platform/telemetry";
import type { EmbeddedServices, Served } from "./embedded-services.ts";
import { openPort } from "./port-failure.ts";
import type { Addresses } from "./running-rail.ts";
import type { EmbeddedConfig } from "./embedded-config.ts";

export interface ListeningOptions {
  readonly config: EmbeddedConfig;
  readonly services: EmbeddedServices;
  readonly telemetry: Telemetry;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
}

/** Opens every port: the metrics, each service's gRPC port, and the REST port last. */
export async function listen(options: ListeningOptions, begin: Begin): Promise<Addresses> {
  const { config, services } = options;
  const metrics = await begin("metrics", () => openMetrics(options));
  const grpc: Record<string, string> = {};
  for (const served of services.served) {
    const { name } = served.service;
    grpc[name] = (await begin(`${name} gRPC`, () => openGrpc(options, served))).address;
  }
  const rest = await begin("gateway", () => gatewayOver(options).listen({ host: config.host, port: config.port }));
  return { baseUrl: rest.address, grpc, metricsUrl: `http://${urlHost(config.host)}:${metrics.port}/metrics` };
}

function openMetrics({ config: { host, metricsPort: port }, telemetry }: ListeningOptions) {
  const named = { name: "metrics port", variable: "OMNI_METRICS_PORT", host, port };
  return openPort(named, () => serveMetrics(telemetry, { host, port }));
}

function openGrpc({ clock, config, ids, log }: ListeningOptions, { server, service }: Served): Promise<GrpcListener> {
  const { host } = config;
  const port = config.grpcPorts[service.name] ?? 0;
  const variable = `OMNI_GRPC_PORT_${service.name.toUpperCase()}`;
  const ready = () => service.notReady() === undefined;
  return openPort({ name: `gRPC port of ${service.name}`, variable, host, port }, () =>
    listenGrpc({ server, host, port, clock, ids, ready, log: log.with({ service: service.name }) }),
  );
}

const gatewayOver = ({ config, ids, log, services, telemetry }: ListeningOptions) =>
  openGateway({
    ids,
    log: log.with({ service: "gateway" }),
    authority: services.authority,
    transport: services.transport,
    services: services.served.map(({ service }) => service),
    meter: telemetry.meter("omni_http", "requests"),
    config,
  });

const urlHost = (host: string): string => (host.includes(":") ? `[${host}]` : host);
