import { type Clock, type Ids, idsFrom, type Random } from "@omni/kernel";
import type { Bus } from "@omni/platform/bus";
import type { ServicePorts } from "@omni/platform/lifecycle";
import type { Log } from "@omni/platform/log";
import type { Projection } from "@omni/platform/projection";
import { openSqliteProjection } from "@omni/platform/projection/sqlite";
import type { Transport } from "@omni/platform/rpc";
import type { Store } from "@omni/platform/store";
import { openSqliteStore } from "@omni/platform/store/sqlite";
import type { Telemetry } from "@omni/platform/telemetry";
import { sleep } from "@omni/platform/work";
import { gaugeOutbox } from "@omni/platform/process";
import { databaseFile } from "./open-data-dir.ts";

/** Puts something around a service's ports. Tests crash, slow down and count there; the rail itself wraps nothing. */
export interface Wrap {
  readonly store?: (store: Store, service: string) => Store;
  readonly bus?: (bus: Bus, service: string) => Bus;
  readonly projection?: (projection: Projection, service: string) => Projection;
}

export interface EmbeddedPortsOptions {
  readonly directory: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly bus: Bus;
  readonly transport: (service: string) => Transport;
  readonly telemetry: Telemetry;
  readonly wrap: Wrap;
}

/** The ports of one service: SQLite files in the data directory, the shared bus, direct calls. */
export function embeddedPorts(options: EmbeddedPortsOptions, service: string): ServicePorts {
  const { bus, clock, directory, log, random, telemetry, transport, wrap } = options;
  const ids: Ids = idsFrom(clock, random);
  const report = (line: string) => log.with({ service }).error({}, line);
  return {
    clock,
    random,
    ids,
    log: log.with({ service }),
    bus: wrap.bus?.(bus, service) ?? bus,
    transport,
    openStore: async (collections) => {
      const file = databaseFile(directory, service);
      const store = gaugeOutbox(
        telemetry,
        openSqliteStore({ file, collections, clock, ids, random, sleep, report }),
        service,
      );
      return wrap.store?.(store, service) ?? store;
    },
    openProjection: async (declaration) => {
      const file = databaseFile(directory, declaration.name);
      const projection = openSqliteProjection({ file, declaration, clock, report });
      return wrap.projection?.(projection, service) ?? projection;
    },
  };
}
