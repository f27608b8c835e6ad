import { silentLog } from "@omni/platform/log";
import { dropMongoDatabase } from "@omni/platform/store/mongo";
import { type Cluster, openCluster } from "@omni/rail/cluster";
import { type KafkaServer, kafkaServer } from "@omni/rail/servers/kafka";
import { type MongodServer, mongodServer } from "@omni/rail/servers/mongod";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { clockVariable, writeClock } from "./clock/clock-file.ts";
import { type Gravedigger, openGravedigger } from "./gravedigger.ts";
import type { Ground } from "./ground.ts";
import { pausedBroker } from "./paused-broker.ts";
import type { RailClock } from "./rail-clock.ts";

/** What a suite can do to a cluster from outside. */
export interface ClusterGround extends Ground {
  readonly mongod: MongodServer;
  readonly broker: KafkaServer;
  /** The cluster that was opened last. */
  cluster(): Cluster;
}

/**
 * A MongoDB and a Kafka of its own, and a directory, for clusters without a log. The servers run until it is cleared;
 * `ClusterOptions` of the rail start some as well, but these are the same on every machine, whether it has Docker or not.
 */
export async function clusterGround(): Promise<ClusterGround> {
  const directory = mkdtempSync(join(tmpdir(), "omni-e2e-"));
  const clear = async (): Promise<void> => rmSync(directory, { recursive: true, force: true });
  const starting = [
    mongodServer({ directory: join(directory, "mongodb") }),
    kafkaServer({ directory: join(directory, "kafka") }),
  ] as const;
  const [mongod, broker] = await Promise.all(starting).catch(async (error: unknown) => {
    for (const one of await Promise.allSettled(starting)) if (one.status === "fulfilled") await one.value.kill();
    await clear();
    throw error;
  });
  let cluster: Cluster | undefined;
  let gravedigger: Promise<Gravedigger> | undefined;
  let stopFollowing: (() => void) | undefined;
  const delivery = pausedBroker(broker.pid);
  return {
    mongod,
    broker,
    delivery,
    cluster: () => {
      if (!cluster) throw new Error("No cluster has been opened.");
      return cluster;
    },
    open: async ({ clock, environment }) => {
      if (clock) stopFollowing ??= followInProcesses(clock, join(directory, "clock"));
      const data = { OMNI_DATA_DIR: join(directory, "data"), OMNI_PORT: "0" };
      const servers = { OMNI_MONGODB_URL: mongod.url, OMNI_KAFKA_BROKERS: broker.brokers };
      cluster = await openCluster({
        environment: { ...data, ...servers, ...environment },
        log: silentLog,
        write: () => undefined,
      });
      return cluster;
    },
    bury: async (tenantId) => (await (gravedigger ??= openGravedigger(broker.brokers))).bury(tenantId),
    loseReadModel: () => dropMongoDatabase({ url: mongod.url, database: "omni_timeline", log: silentLog }),
    clear: async () => {
      delivery.release();
      await (await gravedigger)?.close();
      await Promise.all([mongod.kill(), broker.kill()]);
      stopFollowing?.();
      await clear();
    },
  };
}

const hook = new URL("./clock/follow-clock.ts", import.meta.url).href;

/** The supervisor hands our own environment on to its processes, but for what begins with OMNI_. Answers how to end it. */
function followInProcesses(clock: RailClock, file: string): () => void {
  clock.follow((at) => writeClock(file, at));
  const { NODE_OPTIONS: before = "" } = process.env;
  process.env[clockVariable] = file;
  process.env["NODE_OPTIONS"] = `${before} --import=${hook}`.trim();
  return () => {
    delete process.env[clockVariable];
    process.env["NODE_OPTIONS"] = before;
  };
}
