import { type Cluster, openCluster } from "@omni/rail/cluster";
import { createWriteStream, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ReachedRail, reachRail } from "../crash/reach-rail.ts";
import { openTopicView, type TopicView } from "./topic-view.ts";

/** A cluster of real processes on data of its own, as one tenant's clients see it. */
export interface TestCluster {
  readonly cluster: Cluster;
  readonly rail: ReachedRail;
  /** `host:port` of the journey and the timeline service, for clients without the gateway. */
  readonly grpc: Cluster["grpc"];
  readonly tenantId: string;
  readonly appKey: string;
  readonly adminKey: string;
  /** What a plain consumer has found on the services' topics so far. */
  readonly topics: TopicView;
  /** Stops all of it; removes its data and its log unless they are to be looked at. */
  close(keep?: "keep"): Promise<void>;
}

export interface TestClusterOptions {
  readonly environment?: Readonly<Record<string, string>>;
  /** What the processes find in their environment of the machine's, such as NODE_OPTIONS. */
  readonly machine?: Readonly<Record<string, string>>;
}

/** One process per service, unless the environment says otherwise. */
export async function openTestCluster({ environment = {}, machine = {} }: TestClusterOptions = {}): Promise<TestCluster> {
  const directory = mkdtempSync(join(tmpdir(), "omni-cluster-"));
  const log = createWriteStream(join(directory, "cluster.log"));
  Object.assign(process.env, machine);
  const cluster = await openCluster({
    environment: { OMNI_DATA_DIR: directory, OMNI_PORT: "0", OMNI_LOG_LEVEL: "warn", ...environment },
    write: (text) => void log.write(text),
  });
  const [tenant] = cluster.tenants;
  if (!tenant) throw new Error("The cluster has no tenant.");
  const { tenantId, appKey, adminKey } = tenant;
  const rail = reachRail({ ...cluster, tenantId, apiKey: appKey });
  const topics = openTopicView(cluster.kafka, ["omni.access.v1", "omni.journey.v1"]);
  return {
    cluster,
    rail,
    grpc: cluster.grpc,
    tenantId,
    appKey,
    adminKey,
    topics,
    close: async (keep) => {
      await topics.close();
      await rail.close();
      await cluster.stop();
      // A process that is restarted meanwhile finds it there, too.
      for (const name of Object.keys(machine)) Reflect.deleteProperty(process.env, name);
      log.end();
      if (keep === undefined) rmSync(directory, { recursive: true, force: true });
      else process.stderr.write(`cluster: its data and its log stay in ${directory}\n`);
    },
  };
}
