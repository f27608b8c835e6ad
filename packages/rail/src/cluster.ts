import type { Instant } from "@omni/kernel";
import { startInOrder } from "@omni/platform/lifecycle";
import type { Log } from "@omni/platform/log";
import { machineWith } from "@omni/platform/process";
import { setTimeout as wait } from "node:timers/promises";
import { cannotStart, reasonOf } from "./cannot-start.ts";
import { type ClusterConfig, readClusterConfig } from "./cluster/cluster-config.ts";
import { clusterLog } from "./cluster/cluster-log.ts";
import { haltable } from "./cluster/halt.ts";
import { type ServiceName, serviceNames } from "./cluster/service-names.ts";
import { startAll, type StartDeps, type Started } from "./cluster/start-all.ts";
import type { KafkaServer } from "./servers/kafka.ts";
import type { MongodServer } from "./servers/mongod.ts";
import type { RunningRail } from "./running-rail.ts";

export type { TenantKeys } from "./dev-credentials.ts";
export type { Addresses } from "./running-rail.ts";

export interface ClusterOptions {
  /** `OMNI_DATA_DIR`, `OMNI_REPLICAS` and so on, as in the process's environment; see `cluster-config.ts`. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** What the supervisor says of itself; default: beside the lines of the processes. */
  readonly log?: Log;
  /** Takes the log of all processes, whole lines; default: standard output. */
  readonly write?: (text: string) => void;
  /** Whether `write` leads to a screen that shows colours. */
  readonly coloured?: boolean;
  /** Calls the start off; who has started is left alone. */
  readonly signal?: AbortSignal;
}

/** One process of a service. */
export interface ClusterProcess {
  readonly service: ServiceName;
  readonly pid: number;
  readonly startedAt: Instant;
}

/** A rail that runs as one process per service, on MongoDB and Kafka; what dies is started again. */
export interface Cluster extends RunningRail {
  readonly mongodb: string;
  /** `host:port,…` */
  readonly kafka: string;
  /** The gateway's; those of all processes stand in `metrics-targets.json` in the data directory. */
  readonly metricsUrl: string;
  /** Those that live at the moment. */
  processes(): readonly ClusterProcess[];
  /** The servers that were started here; who is killed is started again, who is stopped is not. */
  readonly mongod?: MongodServer;
  readonly broker?: KafkaServer;
  /**
   * Replaces every process of the services, one after the other: its successor takes work before it is asked to end.
   * Rejects when one cannot be replaced (it stays, and so do those after it), or when a roll is going on.
   */
  roll(): Promise<void>;
  /** Resolves, with the reason, when the cluster has given up because of a crash loop, and all of it has stopped. */
  readonly gaveUp: Promise<string>;
  /** Stops all of it within 15 s, the gateway first. */
  stop(): Promise<void>;
}

/**
 * Starts MongoDB and Kafka, unless they are given, and the processes of all services. Throws `CannotStart`, whose message
 * is all that an operator needs, and leaves nothing running.
 */
export async function openCluster(options: ClusterOptions): Promise<Cluster> {
  try {
    return await open(options, readClusterConfig(options.environment));
  } catch (error) {
    throw cannotStart(error);
  }
}

// Every part has its own measure of time (`stop-plan.ts`): this is only what catches a part that forgets it.
const bounds = { partMs: 15_000, allMs: 15_000 };

async function open(options: ClusterOptions, config: ClusterConfig): Promise<Cluster> {
  const { coloured = false, signal, write = (text) => void process.stdout.write(text) } = options;
  const { log: ownLog, say } = clusterLog({ config, coloured, write });
  const log = options.log ?? ownLog;
  const { halt, over, race, ...halting } = haltable();
  const callOff = () => halt("The start was stopped.");
  if (signal?.aborted) callOff();
  signal?.addEventListener("abort", callOff, { once: true });
  const failure = Promise.withResolvers<string>();
  const gaveUp = (reason: string): void => {
    log.error({ reason }, "The cluster gives up.");
    failure.resolve(reason);
    halt(reason);
  };
  // False when all is over.
  const pause = async (milliseconds: number): Promise<boolean> =>
    wait(milliseconds, true, { signal: halting.signal }).catch(() => false);
  const deps = { ...machineWith({ log }), ...halting, config, say, gaveUp, pause };
  const begun: { started?: Started } = {};
  const running = await startInOrder({ log, ...bounds }, async (begin) => {
    begun.started = await race(startAll(deps, over(begin)));
  });
  signal?.removeEventListener("abort", callOff);
  if (!begun.started) throw new Error("started without a cluster");
  const stop = async (): Promise<void> => {
    halt("The cluster is stopping.");
    await running.stop();
  };
  const gone = failure.promise.then(async (reason) => {
    await stop();
    return reason;
  });
  return clusterOf(begun.started, deps, { stop, gaveUp: gone });
}

function clusterOf(
  { engines, rail, services }: Started,
  { log, signal }: StartDeps,
  more: Pick<Cluster, "stop" | "gaveUp">,
): Cluster {
  let rolling = false;
  const roll = async (): Promise<void> => {
    if (rolling) {
      log.warn({}, "A rolling restart is going on already.");
      throw new Error("A rolling restart is going on already.");
    }
    rolling = true;
    log.info({}, "A rolling restart begins.");
    try {
      await services.roll();
      log.info({}, "The rolling restart is over.");
    } catch (error) {
      if (!signal.aborted) log.error({ reason: reasonOf(error) }, "The rolling restart has stopped half way.");
      throw error;
    } finally {
      rolling = false;
    }
  };
  const processes = (): readonly ClusterProcess[] =>
    serviceNames.flatMap((service) =>
      services.replicas[service].flatMap((one) =>
        one.processes().map(({ pid, startedAt }) => ({ service, pid, startedAt })),
      ),
    );
  return { ...rail, ...engines, processes, roll, ...more };
}
