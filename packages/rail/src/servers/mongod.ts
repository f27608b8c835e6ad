import { CannotStart } from "@omni/platform/lifecycle";
import { startReplicaSet } from "@omni/platform/store/mongo";
import { mkdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { freePort } from "./free-port.ts";
import { mongodProgram } from "./mongod/mongod-program.ts";
import { launchServer, type ServerProcess, startStopped } from "./server-process.ts";

/** The MongoDB that the environment names, if it does: then none is started here. */
export const givenMongodb = (env: NodeJS.ProcessEnv = process.env): string | undefined =>
  env["OMNI_MONGODB_URL"] || undefined;

/** A mongod that this process has started: a replica set of one, as majority writes want it. It does not outlive it. */
export interface MongodServer {
  readonly url: string;
  /** Of the process that runs at the moment; `undefined` when it does not run. */
  readonly pid: () => number | undefined;
  /** In order, in 2 s or so; after 15 s it is killed. */
  stop(): Promise<void>;
  /** `kill -9`; resolves when the process is gone. */
  kill(): Promise<void>;
  /** Starts it again on the same port and data; resolves when it takes writes. */
  restart(): Promise<void>;
  /** Resolves when the process that runs at the moment has ended, for whatever reason. */
  ended(): Promise<void>;
}

export interface MongodOptions {
  /** Data and log; what lies there is gone on with. */
  readonly directory: string;
  /** Where clients connect; any free port by default. */
  readonly port?: number;
  /** mongod's own `--setParameter`, by name. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** Ends a start that is under way, also one of `restart`; a server that runs is left alone. */
  readonly signal?: AbortSignal;
}

const replicaSet = "rs0";
const primaryWithinMs = 30_000;

/** Starts mongod on loopback and resolves when it takes writes. Throws `CannotStart` when it does not come up. */
export async function mongodServer(options: MongodOptions): Promise<MongodServer> {
  const [program, port] = await Promise.all([mongodProgram(), options.port ?? freePort()]);
  const home = resolve(options.directory);
  await mkdir(join(home, "db"), { recursive: true });
  const log = join(home, "mongod.log");
  const args = argumentsOf(home, log, port, options.parameters ?? {});
  const start = async () => {
    const running = await launchServer({ name: "mongod", program, args, port, log, signal: options.signal });
    const primary = startReplicaSet({ address: `127.0.0.1:${port}`, name: replicaSet, withinMs: primaryWithinMs });
    try {
      await Promise.race([primary, orGone(running), orStopped(options.signal)]);
      return running;
    } catch (error) {
      await running.end("SIGKILL");
      throw error;
    }
  };
  let running = await start();
  return {
    url: `mongodb://127.0.0.1:${port}/?replicaSet=${replicaSet}`,
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

const orGone = async ({ ended }: ServerProcess): Promise<never> => {
  await ended;
  throw new CannotStart("mongod ended before it took writes.");
};

const orStopped = (signal: AbortSignal | undefined): Promise<never> =>
  new Promise((_resolve, reject) => {
    const stop = () => reject(startStopped("mongod"));
    if (signal?.aborted) stop();
    else signal?.addEventListener("abort", stop, { once: true });
  });

function argumentsOf(home: string, log: string, port: number, parameters: Readonly<Record<string, string>>): string[] {
  const set = { diagnosticDataCollectionEnabled: "false", ...parameters };
  return [
    ...["--replSet", replicaSet, "--bind_ip", "127.0.0.1", "--port", String(port), "--nounixsocket"],
    ...["--dbpath", join(home, "db"), "--logpath", log, "--logappend", "--quiet"],
    ...["--wiredTigerCacheSizeGB", "0.25", "--oplogSize", "64"],
    ...Object.entries(set).flatMap(([name, value]) => ["--setParameter", `${name}=${value}`]),
  ];
}
