import type { Clock, Random } from "@omni/kernel";
import { openLogBus } from "@omni/platform/bus/log";
import { type Begin, startInOrder } from "@omni/platform/lifecycle";
import { type Log, openLog } from "@omni/platform/log";
import { gaugeLag, type Machine, machineWith } from "@omni/platform/process";
import { openTelemetry } from "@omni/platform/telemetry";
import { cannotStart } from "./cannot-start.ts";
import { lockDataDir } from "./data-lock.ts";
import { writeDevCredentials } from "./dev-credentials.ts";
import { type EmbeddedConfig, readEmbeddedConfig } from "./embedded-config.ts";
import { embeddedPorts, type Wrap } from "./embedded-ports.ts";
import { openServices } from "./embedded-services.ts";
import { listen } from "./listening.ts";
import { databaseFile, openDataDir } from "./open-data-dir.ts";
import type { RunningRail } from "./running-rail.ts";
import { openSecrets } from "./secrets.ts";

export type { TenantKeys } from "./dev-credentials.ts";
export type { Wrap } from "./embedded-ports.ts";
export type { Addresses } from "./running-rail.ts";

export interface EmbeddedOptions {
  /** `OMNI_DATA_DIR`, `OMNI_PORT` and so on, as in the process's environment; see `rail-variables.ts`. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Default: the real ones. */
  readonly clock?: Clock;
  readonly random?: Random;
  /** Default: on standard output, as the environment says. */
  readonly log?: Log;
  /** For tests that look between a service and its ports. */
  readonly wrap?: Wrap;
}

/** A whole rail that runs in this process; it stops within 8 s. */
export type EmbeddedRail = RunningRail;

// Less than the 9 s after which the bootstrap kills what it has started.
const stopWithinMs = 8_000;

/**
 * Starts all services in this process, on SQLite files in the data directory. Throws `CannotStart`, whose message is
 * all that an operator needs, and leaves nothing open.
 */
export async function openEmbeddedRail(options: EmbeddedOptions): Promise<EmbeddedRail> {
  try {
    return await open(options, readEmbeddedConfig(options.environment));
  } catch (error) {
    throw cannotStart(error);
  }
}

async function open(options: EmbeddedOptions, config: EmbeddedConfig): Promise<EmbeddedRail> {
  const base = machineWith({ clock: options.clock, random: options.random, log: options.log ?? openLog(config.log) });
  const started: { rail?: Omit<EmbeddedRail, "stop"> } = {};
  const running = await startInOrder({ log: base.log, allMs: stopWithinMs }, async (begin) => {
    started.rail = await start(base, config, options.wrap ?? {}, begin);
  });
  if (!started.rail) throw new Error("started without a rail");
  return { ...started.rail, stop: () => running.stop() };
}

async function start(
  base: Machine,
  config: EmbeddedConfig,
  wrap: Wrap,
  begin: Begin,
): Promise<Omit<EmbeddedRail, "stop">> {
  const { clock, log, random } = base;
  const { directory, hasData } = openDataDir(config);
  // Taken first: only the process that holds the bus may touch what else lies in the directory.
  const file = openLogBus({ file: databaseFile(directory, "bus"), clock, log: log.with({ component: "bus" }) });
  await begin("bus", () => ({ stop: () => file.close() }));
  await begin("data directory", () => lockDataDir(directory, clock));
  const telemetry = await begin("telemetry", openTelemetry);
  const bus = gaugeLag(telemetry, file);
  const secrets = openSecrets({ given: config.secrets, directory, hasData, random });
  const portsOf: Parameters<typeof openServices>[0]["portsOf"] = (service, transport) =>
    embeddedPorts({ ...base, directory, bus, telemetry, transport, wrap }, service);
  const services = await openServices({ ...base, config, secrets, telemetry, portsOf }, begin);
  for (const { service } of services.served) await service.start();
  const addresses = await listen({ ...base, config, services, telemetry }, begin);
  const { tenants } = services;
  const credentialsFile =
    config.mode === "development" ? writeDevCredentials(directory, { ...addresses, tenants }) : undefined;
  return { ...addresses, dataDir: directory, credentialsFile, tenants };
}
