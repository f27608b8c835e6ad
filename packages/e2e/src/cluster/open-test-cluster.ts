import { type Cluster, openCluster } from "@omni/rail/cluster";
import { createWriteStream, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ReachedRail, reachRail } from "../crash/reach-rail.ts";
import { say } from "./say.ts";
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
export async function openTestCluster(options: TestClusterOptions = {}): Promise<TestCluster> {
  const directory = mkdtempSync(join(tmpdir(), "omni-cluster-"));
  const remove = (): void => rmSync(directory, { recursive: true, force: true });
  const forget = putIntoEnvironment(options.machine ?? {});
  const log = createWriteStream(join(directory, "cluster.log"));
  try {
    const cluster = await openCluster({
      environment: { OMNI_DATA_DIR: directory, OMNI_PORT: "0", OMNI_LOG_LEVEL: "warn", ...options.environment },
      write: (text) => void log.write(text),
    });
    return testClusterOf(cluster, (keep) => {
      forget();
      log.end();
      if (keep === undefined) remove();
      else say(`its data and its log stay in ${directory}`);
    });
  } catch (error) {
    forget();
    remove();
    throw error;
  }
}

function testClusterOf(cluster: Cluster, closed: (keep: "keep" | undefined) => void): TestCluster {
  const [tenant] = cluster.tenants;
  if (!tenant) throw new Error("The cluster has no tenant.");
  const { tenantId, appKey, adminKey } = tenant;
  const rail = reachRail({ ...cluster, tenantId, apiKey: appKey });
  const topics = openTopicView(cluster.kafka, ["omni.access.v1", "omni.journey.v1"]);
  const close = async (keep?: "keep"): Promise<void> => {
    await topics.close();
    await rail.close();
    await cluster.stop();
    closed(keep);
  };
  return { cluster, rail, grpc: cluster.grpc, tenantId, appKey, adminKey, topics, close };
}

/** The supervisor hands our own environment on to its processes, also to those that it starts later. Answers how to end it. */
function putIntoEnvironment(variables: Readonly<Record<string, string>>): () => void {
  const before = { ...process.env };
  Object.assign(process.env, variables);
  return () => {
    for (const name of Object.keys(variables)) {
      if (before[name] === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = before[name];
    }
  };
}
