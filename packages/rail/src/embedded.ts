import { type Clock, type Ids, idsFrom, instant, type Random } from "@omni/kernel";
import { openLogBus } from "@omni/platform/bus/log";
import { type Begin, CannotStart, startInOrder } from "@omni/platform/lifecycle";
import { type Log, openLog } from "@omni/platform/log";
import { openTelemetry } from "@omni/platform/telemetry";
import { existsSync } from "node:fs";
import { cannotStart } from "./cannot-start.ts";
import { prepareDataDir } from "./data-dir.ts";
import { hasDevelopmentKeys, type TenantKeys, writeDevCredentials } from "./dev-credentials.ts";
import { databaseFile, embeddedPorts, type Wrap } from "./embedded-ports.ts";
import { openServices } from "./embedded-services.ts";
import { type Addresses, listen } from "./listening.ts";
import { pooledRandom } from "./pooled-random.ts";
import { gaugeLag } from "./port-gauges.ts";
import { type RailConfig, readRailConfig } from "./rail-config.ts";
import { openSecrets } from "./secrets.ts";

export type { TenantKeys } from "./dev-credentials.ts";
export type { Wrap } from "./embedded-ports.ts";
export type { Addresses } from "./listening.ts";

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

/** A whole rail that runs in this process. */
export interface EmbeddedRail extends Addresses {
  readonly dataDir: string;
  /** Where the development keys lie; `undefined` in production. */
  readonly credentialsFile: string | undefined;
  /** The tenants that have development data, with their keys. */
  readonly tenants: readonly TenantKeys[];
  /** Finishes what is in hand and closes everything, within 8 s. Called again, it waits for the same end. */
  stop(): Promise<void>;
}

// Less than the 9 s after which the bootstrap kills what it has started.
const stopWithinMs = 8_000;

/**
 * Starts all services in this process, on SQLite files in the data directory. Throws `CannotStart`, whose message is
 * all that an operator needs, and leaves nothing open.
 */
export async function openEmbeddedRail(options: EmbeddedOptions): Promise<EmbeddedRail> {
  try {
    return await open(options, readRailConfig(options.environment));
  } catch (error) {
    throw cannotStart(error);
  }
}

async function open(options: EmbeddedOptions, config: RailConfig): Promise<EmbeddedRail> {
  const base = baseOf(options, config);
  const started: { rail?: Omit<EmbeddedRail, "stop"> } = {};
  const running = await startInOrder({ log: base.log, allMs: stopWithinMs }, async (begin) => {
    started.rail = await start(base, config, options.wrap ?? {}, begin);
  });
  if (!started.rail) throw new Error("started without a rail");
  return { ...started.rail, stop: () => running.stop() };
}

async function start(base: Base, config: RailConfig, wrap: Wrap, begin: Begin): Promise<Omit<EmbeddedRail, "stop">> {
  const { clock, log, random } = base;
  const directory = prepareDataDir(config.dataDir);
  refuseOpenDoor(config, directory);
  const hasData = existsSync(databaseFile(directory, "access"));
  // Taken first: only the process that holds the bus may touch what else lies in the directory.
  const file = openLogBus({ file: databaseFile(directory, "bus"), clock, log: log.with({ component: "bus" }) });
  await begin("bus", () => ({ stop: () => file.close() }));
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

function refuseOpenDoor({ open: reachable, host }: RailConfig, directory: string): void {
  if (!reachable || !hasDevelopmentKeys(directory)) return;
  throw new CannotStart(
    `The data in ${directory} has development keys, which must not be reached from other machines (OMNI_HOST=${host}). ` +
      "Choose another OMNI_DATA_DIR, or say OMNI_SEED=force.",
  );
}

interface Base {
  readonly clock: Clock;
  readonly random: Random;
  readonly ids: Ids;
  readonly log: Log;
}

function baseOf({ clock = realClock, random = pooledRandom(), log }: EmbeddedOptions, config: RailConfig): Base {
  return { clock, random, ids: idsFrom(clock, random), log: log ?? openLog(config.log) };
}

const realClock: Clock = () => instant(Date.now());
