import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { CannotStart } from "@omni/platform/lifecycle";
import { capture } from "../cli/command.ts";
import { cacheDirectory } from "./cache.ts";
import { freePort } from "./free-port.ts";
import { findJava } from "./kafka/java.ts";
import { kafkaLibraries } from "./kafka/libraries.ts";
import { logProperties, serverProperties } from "./kafka/properties.ts";
import { launchServer } from "./server-process.ts";

/** The brokers that the environment names, if it does: then none is started here. */
export const givenBrokers = (env: NodeJS.ProcessEnv = process.env): string | undefined =>
  env["OMNI_KAFKA_BROKERS"] || undefined;

/** A broker that this process has started. It does not outlive it. */
export interface KafkaServer {
  /** `host:port`, for clients. */
  readonly brokers: string;
  /** Of the process that runs at the moment; `undefined` when it does not run. */
  readonly pid: () => number | undefined;
  /** As an operator would: it hands everything over and ends, in 2 s or so; after 15 s it is killed. */
  stop(): Promise<void>;
  /** `kill -9`; resolves when the process is gone. */
  kill(): Promise<void>;
  /** Starts it again on the same ports and data; resolves when it takes connections. */
  restart(): Promise<void>;
  /** Resolves when the process that runs at the moment has ended, for whatever reason. */
  ended(): Promise<void>;
}

export interface KafkaServerOptions {
  /** Configuration, log and data; what lies there is gone on with. */
  readonly directory: string;
  /** Where clients connect; any free port by default. */
  readonly port?: number;
  /** Ends a start that is under way, also one of `restart`; a broker that runs is left alone. */
  readonly signal?: AbortSignal;
}

const clusterId = "MkU3OEVBNTcwNTJENDM2Qg";
const sizes = ["-Xms128m", "-Xmx512m", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError"];

/** Starts Kafka (KRaft, one node, loopback). Throws `CannotStart`, with what the broker said, when it does not come up. */
export async function kafkaServer({ directory, port, signal }: KafkaServerOptions): Promise<KafkaServer> {
  const home = resolve(directory);
  const client = port ?? (await freePort());
  const { java, args } = await prepare(home, client);
  const log = join(home, "server.log");
  const start = () => launchServer({ name: "Kafka", program: java, args, port: client, log, signal });
  let running = await start();
  return {
    brokers: `127.0.0.1:${client}`,
    pid: () => running.pid(),
    stop: () => running.end("SIGTERM"),
    kill: () => running.end("SIGKILL"),
    restart: async () => {
      await running.end("SIGTERM");
      running = await start();
    },
    ended: () => running.ended,
  };
}

interface Command {
  readonly java: string;
  readonly args: readonly string[];
}

/** Writes the configuration and formats the data folder, once. */
async function prepare(home: string, client: number): Promise<Command> {
  const cache = cacheDirectory();
  const [java, libraries] = await Promise.all([findJava(cache), kafkaLibraries(cache)]);
  await mkdir(home, { recursive: true });
  const properties = join(home, "server.properties");
  const data = join(home, "data");
  await writeFile(properties, serverProperties(data, { client, controller: await freePort() }));
  await writeFile(join(home, "log4j2.properties"), logProperties);
  const log = [`-Dlog4j2.configurationFile=file:${join(home, "log4j2.properties")}`, `-Dkafka.logs.dir=${home}`];
  const options = [...sizes, ...log, "-cp", join(libraries, "*")];
  if (!existsSync(join(data, "meta.properties"))) {
    const format = ["kafka.tools.StorageTool", "format", "--ignore-formatted", "-t", clusterId, "-c", properties];
    const { ok, output } = await capture(java, [...options, ...format], home);
    if (!ok) throw new CannotStart(`Kafka's data folder ${data} cannot be made:\n${output.trim()}`);
  }
  return { java, args: [...options, "kafka.Kafka", properties] };
}
