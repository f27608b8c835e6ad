import type { Begin } from "@omni/platform/lifecycle";
import type { Log } from "@omni/platform/log";
import type { Machine } from "@omni/platform/process";
import { fileURLToPath } from "node:url";
import { reasonOf } from "../cannot-start.ts";
import { lockDataDir } from "../data-lock.ts";
import { type TenantKeys, writeDevCredentials } from "../dev-credentials.ts";
import { openDataDir } from "../open-data-dir.ts";
import type { RunningRail } from "../running-rail.ts";
import { openSecrets } from "../secrets.ts";
import { allOrNone } from "./all-or-none.ts";
import { awaitReady } from "./await-ready.ts";
import type { ClusterConfig } from "./cluster-config.ts";
import { forgetDevelopmentKeys, keysFile, readDevelopmentKeys } from "./development-keys.ts";
import { type Engines, openEngines } from "./engines.ts";
import { reachableHost } from "./host-and-port.ts";
import { metricsTargets, writeTargets } from "./metrics-targets.ts";
import { takePorts } from "./ports.ts";
import { environmentOf } from "./process-environments.ts";
import { type ServiceName, serviceNames } from "./service-names.ts";
import { openServices, type Services } from "./services.ts";
import { stopBy, stopPlan } from "./stop-plan.ts";

export interface StartDeps extends Machine {
  readonly config: ClusterConfig;
  readonly say: (name: string, lines: readonly string[]) => void;
  readonly gaveUp: (reason: string) => void;
  readonly pause: (milliseconds: number) => Promise<boolean>;
  readonly signal: AbortSignal;
}

/** A cluster whose services all take work. */
export interface Started {
  readonly rail: Omit<RunningRail, "stop">;
  readonly engines: Engines;
  readonly services: Services;
}

const behindTheGateway = ["access", "journey", "timeline"] as const;

/** Starts what there is, in the order in which one needs the other; it stops in the reverse order. */
export async function startAll(deps: StartDeps, begin: Begin): Promise<Started> {
  const { clock, config, random } = deps;
  const { directory, hasData } = openDataDir(config);
  await begin("data directory", () => lockDataDir(directory, clock));
  const secrets = openSecrets({ given: config.secrets, directory, hasData, random });
  const ports = await takePorts(config);
  const plan = stopPlan();
  const engines = await openEngines({ ...deps, directory, stopPlan: plan }, begin);
  let tenants: readonly TenantKeys[] = [];
  const known = { config, secrets, ports, ...engines, keysFile: keysFile(directory), tenants: () => tenants };
  const services: Services = openServices({
    ...deps,
    replicas: config.replicas,
    file: mainOf,
    environment: (service, place) => environmentOf(service, place, known),
    changed: () => listTargets(directory, config, services, deps.log),
  });
  const stop = (names: readonly ServiceName[], until: number) => services.stop(names, plan.left(until));
  await begin("services", () => ({ stop: () => stop(behindTheGateway, stopBy.services) }));
  await begin("gateway", () => ({ stop: () => stop(["gateway"], stopBy.gateway) }));
  forgetDevelopmentKeys(directory);
  deps.signal.throwIfAborted();
  // In development a start migrates by itself.
  if (config.mode === "production") await allOrNone(behindTheGateway.map((service) => services.migrate(service)));
  await services.start("access");
  if (config.developmentData) tenants = readDevelopmentKeys(directory);
  await allOrNone([services.start("journey"), services.start("timeline"), services.start("gateway")]);
  await awaitReady(`http://${reachableHost(config.host)}:${ports.rest}`, deps.signal);
  return { rail: describe(directory, { config, engines, services, tenants }), engines, services };
}

/** A service's process: from the sources where we run from them, else compiled. */
function mainOf(service: ServiceName): string {
  const main = import.meta.url.endsWith(".ts") ? "src/main.ts" : "dist/main.js";
  return fileURLToPath(new URL(`../../../../services/${service}/${main}`, import.meta.url));
}

function listTargets(directory: string, { host }: ClusterConfig, { replicas }: Services, log: Log): void {
  try {
    writeTargets(
      directory,
      metricsTargets(
        host,
        serviceNames.flatMap((service) => replicas[service]),
      ),
    );
  } catch (error) {
    log.warn({ reason: reasonOf(error) }, "The list of metrics addresses could not be written.");
  }
}

interface Described {
  readonly config: ClusterConfig;
  readonly engines: Engines;
  readonly services: Services;
  readonly tenants: readonly TenantKeys[];
}

/** Where all of it can be reached; in development this is written down, too. */
function describe(directory: string, { config, engines, services, tenants }: Described): Started["rail"] {
  const announced = (service: ServiceName) => services.replicas[service][0]?.processes()[0]?.announced();
  const gateway = announced("gateway");
  const grpc = Object.fromEntries(behindTheGateway.map((service) => [service, announced(service)?.address ?? ""]));
  const addresses = {
    baseUrl: gateway?.address ?? "",
    grpc,
    metricsUrl: `http://${config.host.includes(":") ? `[${config.host}]` : config.host}:${gateway?.metricsPort}/metrics`,
  };
  const { kafka, mongodb } = engines;
  const credentialsFile =
    config.mode === "development"
      ? writeDevCredentials(directory, { ...addresses, tenants, kafka, mongodb })
      : undefined;
  return { ...addresses, dataDir: directory, credentialsFile, tenants };
}
