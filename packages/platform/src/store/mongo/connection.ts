import type { Connection, ConnectOptions, Schema } from "mongoose";
import { setTimeout as wait } from "node:timers/promises";
import { CannotStart } from "../../lifecycle/cannot-start.ts";
import type { Log } from "../../log/index.ts";
import { driverBounds, majority } from "./bounded.ts";
import { readiness } from "./readiness.ts";

export interface ConnectionOptions {
  /** `mongodb://…`: a replica set, for retryable and majority writes. */
  readonly url: string;
  /** Each service has its own. */
  readonly database: string;
  readonly log: Log;
  /** How long a start waits for a MongoDB that is not there yet, so that the order of starts does not matter; 60 s. */
  readonly withinMs?: number;
  /** Commands may take as long as they need: for migrations, which build indexes. */
  readonly unhurried?: true;
}

/** One database. mongoose is loaded when the first is opened. */
export interface MongoConnection {
  readonly mongoose: Connection;
  readonly schema: typeof Schema;
  readonly ready: () => boolean;
  readonly close: () => Promise<void>;
}

const settings: ConnectOptions = {
  ...driverBounds,
  appName: "omnichannel-rail",
  readConcern: { level: "majority" },
  writeConcern: majority,
  readPreference: "primary",
  // A primary that is lost or back is seen within a second.
  heartbeatFrequencyMS: 1_000,
  minPoolSize: 4,
  maxPoolSize: 64,
  maxConnecting: 4,
  autoIndex: false,
  autoCreate: false,
  bufferCommands: false,
};

const unhurriedSettings: ConnectOptions = { socketTimeoutMS: 0, writeConcern: { w: "majority", journal: true } };

/** Connects. Throws `CannotStart` when nothing that takes writes answers at the address in time. */
export async function connect(options: ConnectionOptions): Promise<MongoConnection> {
  const { url, database, log, withinMs = 60_000, unhurried } = options;
  const { default: mongoose } = await import("mongoose");
  const known = readiness(log);
  const connection = await persist(url, withinMs, log, async () => {
    const opening = mongoose.createConnection(url, {
      ...settings,
      ...(unhurried ? unhurriedSettings : {}),
      dbName: database,
    });
    try {
      return await opening.asPromise();
    } catch (error) {
      await opening.destroy();
      throw error;
    }
  });
  const client = connection.getClient();
  client.on("topologyDescriptionChanged", ({ newDescription }) => {
    const kinds = [...newDescription.servers.values()].map(({ type }) => type);
    known.saw(kinds.some((kind) => kind === "RSPrimary" || kind === "Mongos"));
  });
  return { mongoose: connection, schema: mongoose.Schema, ready: known.ready, close: () => connection.close() };
}

async function persist<T>(url: string, withinMs: number, log: Log, attempt: () => Promise<T>): Promise<T> {
  for (const begun = performance.now(); ; await wait(200)) {
    try {
      return await attempt();
    } catch (error) {
      const reason = (error instanceof Error ? error.message : String(error)).replace(/\.$/, "");
      if (!isPassing(error) || performance.now() - begun > withinMs) {
        throw new CannotStart(`MongoDB at ${hostsOf(url)} cannot be used: ${reason}. OMNI_MONGODB_URL names it.`);
      }
      log.warn({ address: hostsOf(url), reason }, "MongoDB does not answer yet; still waiting for it.");
    }
  }
}

const isPassing = (error: unknown): boolean =>
  error instanceof Error && (error.name.includes("ServerSelection") || error.name.includes("Network"));

/** The address without its credentials. */
const hostsOf = (url: string): string => /^[a-z+]+:\/\/(?:[^@/]*@)?([^/?]*)/.exec(url)?.[1] ?? "the given address";
