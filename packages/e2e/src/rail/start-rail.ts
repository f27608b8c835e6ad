import type { EmbeddedOptions } from "@omni/rail/embedded";
import type { RunningRail } from "@omni/rail/running-rail";
import { restClient, type RestClient } from "../rest/rest-client.ts";
import { type ClusterGround, clusterGround } from "./cluster-ground.ts";
import type { Delivery } from "./delivery.ts";
import { embeddedGround } from "./embedded-ground.ts";
import { engine } from "./engine.ts";
import type { Ground, RailOptions } from "./ground.ts";

/** A tenant of the development data, with a client for each of its keys. */
export interface TestTenant {
  readonly tenantId: string;
  readonly appKey: string;
  readonly adminKey: string;
  /** The daily work, as `usr_rm_001` unless a request says otherwise. */
  readonly app: RestClient;
  /** All scopes, no user. */
  readonly admin: RestClient;
  /** Publishes an event of this tenant that no timeline can read; answers the id of its dead letter. */
  readonly bury: () => Promise<string>;
}

/** A rail on data of its own; nobody else has anything to do with it. */
export interface TestRail extends AsyncDisposable {
  readonly rail: RunningRail;
  readonly alpha: TestTenant;
  readonly beta: TestTenant;
  /** The way from its services to the timeline's consumer. */
  readonly delivery: Delivery;
  /** Stops it and starts another on the same data; this one is of no use any more. */
  restart(): Promise<TestRail>;
  /** Stops it and removes its data. */
  stop(): Promise<void>;
}

/** On the cluster, with MongoDB, Kafka and the processes in reach. */
export interface ClusterTestRail extends TestRail {
  readonly ground: ClusterGround;
}

/** On the engine that `OMNI_TEST_ENGINE` names; port 0, a new directory and no log. */
export const openGround = async (): Promise<Ground> => (engine === "cluster" ? clusterGround() : embeddedGround());

/** A rail on new ground. */
export const startRail = async (options: RailOptions = {}): Promise<TestRail> => startOn(await openGround(), options);

/** A rail in this process, for a suite that stands between its services and their ports. */
export const startEmbedded = ({ wrap, ...options }: RailOptions & Pick<EmbeddedOptions, "wrap">): Promise<TestRail> =>
  startOn(embeddedGround(wrap), options);

/** A rail of one process per service, for a suite that does something to these. */
export async function startCluster(options: RailOptions = {}): Promise<ClusterTestRail> {
  const ground = await clusterGround();
  return { ...(await startOn(ground, options)), ground };
}

async function startOn(ground: Ground, options: RailOptions): Promise<TestRail> {
  try {
    return testRail(ground, options, await ground.open(options));
  } catch (error) {
    await ground.clear();
    throw error;
  }
}

function testRail(ground: Ground, options: RailOptions, rail: RunningRail): TestRail {
  const stop = async (): Promise<void> => {
    // A stop waits for what is in hand.
    ground.delivery.release();
    await rail.stop();
    await ground.clear();
  };
  return {
    rail,
    alpha: tenantOf(rail, "tnt_alpha", ground),
    beta: tenantOf(rail, "tnt_beta", ground),
    delivery: ground.delivery,
    restart: async () => {
      await rail.stop();
      return startOn(ground, options);
    },
    stop,
    [Symbol.asyncDispose]: stop,
  };
}

function tenantOf({ baseUrl, tenants }: RunningRail, tenantId: string, ground: Ground): TestTenant {
  const keys = tenants.find((tenant) => tenant.tenantId === tenantId);
  if (keys === undefined) throw new Error(`No development data for ${tenantId}.`);
  const { appKey, adminKey } = keys;
  const [app, admin] = [restClient(baseUrl, appKey), restClient(baseUrl, adminKey)];
  return { tenantId, appKey, adminKey, app, admin, bury: () => ground.bury(tenantId) };
}
