import type { Running, Service, ServicePorts } from "@omni/platform/lifecycle";
import {
  accessService,
  contextSigner,
  contextVerifier,
  type RpcService,
  rpcService,
  serviceKeyBytesMin,
} from "@omni/platform/rpc";
import { type Relay, sleep, startRelay, startSweeper } from "@omni/platform/work";
import { createPublicKey, createSecretKey } from "node:crypto";
import type { AccessConfig } from "./config.ts";
import type { Deps } from "./rpc/deps.ts";
import { type DevelopmentKeys, seedDevelopment } from "./development/seed-development.ts";
import { keys } from "./keys.ts";
import { authenticate } from "./rpc/authenticate.ts";
import { getUser } from "./rpc/get-user.ts";
import { listUsers } from "./rpc/list-users.ts";
import { putUserRpc } from "./rpc/put-user.ts";
import { readEvents } from "./rpc/read-events.ts";
import { readTenants } from "./tenants/read-tenants.ts";
import { users } from "./users.ts";

export type { DevelopmentKeys } from "./development/seed-development.ts";
export { TenantsUnusable } from "./tenants/read-tenants.ts";

const name = "access";
const topic = "omni.access.v1";
const pepperBytesMin = 32;

export interface AccessService extends Service {
  /** Development only: gives empty tenants the seed's users and keys, and answers the keys' texts (see seed-development). */
  seedDevelopment(): Promise<readonly DevelopmentKeys[]>;
}

/**
 * Tenants, API keys and users: reads the tenants file and opens the store; loops begin with `start`. Throws
 * `TenantsUnusable` when the file cannot be used.
 */
export async function openAccessService(ports: ServicePorts, config: AccessConfig): Promise<AccessService> {
  if (config.keyPepper.byteLength < pepperBytesMin) throw new Error(`The key pepper needs ${pepperBytesMin} bytes.`);
  if (config.timelineKey.byteLength < serviceKeyBytesMin)
    throw new Error(`A service key needs ${serviceKeyBytesMin} bytes.`);
  const tenants = await readTenants(config.tenantsFile, config);
  const store = await ports.openStore([users, keys]);
  const { bus, clock, log } = ports;
  const deps: Deps = {
    users: store.open(users),
    keys: store.open(keys),
    tenants,
    store,
    clock,
    pepper: createSecretKey(config.keyPepper),
    serviceKeys: new Map([["timeline", config.timelineKey]]),
    signContext: contextSigner(config.contextKey),
    verifyContext: contextVerifier({ publicKeys: [createPublicKey(config.contextKey)], clock }),
  };
  let relay: Relay | undefined;
  let running: readonly Running[] = [];
  return {
    name,
    rpc: [accessRpc(deps)],
    notReady: () => (store.ready() ? undefined : "The access store cannot take work now."),
    seedDevelopment: () => seedDevelopment(deps),
    busTaken: () => relay?.taken() ?? true,
    start: async () => {
      relay = startRelay({ outbox: store.outbox, bus, topic, source: name, log, sleep });
      running = [startSweeper({ rounds: [(limit) => store.forgetAnswers(limit)], log, sleep }), relay];
    },
    stop: async () => {
      for (const loop of running) await loop.stop();
      await store.close();
    },
  };
}

/** The service's methods with what each asks of its caller. A client may act by itself on users (contract §1). */
const accessRpc = (deps: Deps): RpcService =>
  rpcService(accessService, {
    authenticate: { rules: { public: true }, handler: authenticate(deps) },
    putUser: { rules: { scope: "users:write" }, handler: putUserRpc(deps) },
    getUser: { rules: { scope: "users:read" }, handler: getUser(deps) },
    listUsers: { rules: { scope: "users:read" }, handler: listUsers(deps) },
    // Events hold what the timeline shows, and it is the timeline that catches up in its reader's name.
    readEvents: { rules: { scope: "timeline:read" }, handler: readEvents(deps) },
  });
