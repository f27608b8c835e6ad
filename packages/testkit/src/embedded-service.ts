import { idsFrom, type Random } from "@omni/kernel";
import { openLogBus } from "@omni/platform/bus/log";
import type { Service, ServicePorts } from "@omni/platform/lifecycle";
import { silentLog } from "@omni/platform/log";
import { accessAuthority, contextVerifier, rpcServer, type RpcServer, type Transport } from "@omni/platform/rpc";
import { directTransport } from "@omni/platform/rpc/direct";
import { openSqliteStore } from "@omni/platform/store/sqlite";
import { createPublicKey, generateKeyPairSync, type KeyObject } from "node:crypto";
import { testClock, type TestClock } from "./clocks.ts";

/** Services on the embedded engines, composed as the rail does it: in memory unless a file is named. */
export interface EmbeddedServices {
  readonly clock: TestClock;
  readonly ports: ServicePorts;
  /** The Ed25519 key whose contexts the servers believe. */
  readonly contextKey: KeyObject;
  /** Puts a service behind a server of its name, where `transport` finds it. */
  serve(service: Service): RpcServer;
  transport(service: string): Transport;
  /** Stops what was served, and the bus. */
  close(): Promise<void>;
}

export interface EmbeddedOptions {
  readonly clock?: TestClock;
  /** The store's file; `:memory:` unless it must outlive the services. */
  readonly storeFile?: string;
}

const random: Random = (bytes) => crypto.getRandomValues(bytes);

/** The ports of one service under test; others can be served beside it. No projections: their suite opens its own. */
export function embeddedServices({
  clock = testClock(),
  storeFile = ":memory:",
}: EmbeddedOptions = {}): EmbeddedServices {
  const contextKey = generateKeyPairSync("ed25519").privateKey;
  const verify = contextVerifier({ publicKeys: [createPublicKey(contextKey)], clock: clock.now });
  const ids = idsFrom(clock.now, random);
  const bus = openLogBus({ file: ":memory:", clock: clock.now, log: silentLog });
  const served = new Map<string, { service: Service; server: RpcServer }>();
  const transport = (name: string) => directTransport(() => served.get(name)?.server);
  const authority = accessAuthority({ transport: transport("access"), verify, clock: clock.now });
  const shared = { clock: clock.now, random, ids };
  const ports: ServicePorts = {
    ...shared,
    bus,
    transport,
    log: silentLog,
    openStore: async (collections) =>
      openSqliteStore({ ...shared, collections, file: storeFile, sleep: () => Promise.resolve() }),
    openProjection: () => Promise.reject(new Error("There are no projections among these ports.")),
  };
  return {
    clock,
    ports,
    contextKey,
    transport,
    serve: (service) => {
      const { name, rpc: services } = service;
      const tokenSecret = Buffer.alloc(32, "token secret");
      const server = rpcServer({ ...shared, name, services, authority, verify, tokenSecret, log: silentLog });
      served.set(name, { service, server });
      return server;
    },
    close: async () => {
      for (const { service, server } of served.values()) {
        await server.close();
        await service.stop();
      }
      await bus.close();
    },
  };
}
