import type { mongo } from "mongoose";
import { setTimeout as wait } from "node:timers/promises";

export interface ReplicaSetOptions {
  /** `host:port` of a mongod that was started with `--replSet`, as the members and clients will know it. */
  readonly address: string;
  /** The name that it was started with. */
  readonly name: string;
  readonly withinMs: number;
}

const alreadyInitialised = 23;

/**
 * Makes a new mongod a replica set of one, unless it is one, and resolves when it takes writes. One that was made under
 * another address gets this one. For tests and for a cluster on one machine: production's replica set is made by
 * whoever runs it. Throws when it takes too long.
 */
export async function startReplicaSet({ address, name, withinMs }: ReplicaSetOptions): Promise<void> {
  const { default: mongoose } = await import("mongoose");
  const options = { directConnection: true, serverSelectionTimeoutMS: withinMs };
  const connection = await mongoose.createConnection(`mongodb://${address}/`, options).asPromise();
  try {
    const admin = connection.getClient().db("admin").admin();
    try {
      await admin.command({ replSetInitiate: { _id: name, members: [{ _id: 0, host: address }] } });
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === alreadyInitialised)) throw error;
      await moveTo(address, admin);
    }
    for (const begun = performance.now(); !(await admin.command({ hello: 1 }))["isWritablePrimary"]; await wait(10)) {
      if (performance.now() - begun > withinMs) throw new Error(`MongoDB at ${address} does not become primary.`);
    }
  } finally {
    await connection.close();
  }
}

interface Member {
  readonly host: string;
}

interface SetConfig {
  readonly version: number;
  readonly members: readonly Member[];
}

/** A member that does not find itself in the set's configuration takes no writes, and no votes either: hence by force. */
async function moveTo(address: string, admin: mongo.Admin): Promise<void> {
  const answer = await admin.command({ replSetGetConfig: 1 });
  // As MongoDB documents it.
  const config = answer["config"] as SetConfig;
  const [only] = config.members;
  if (only?.host === address) return;
  const moved = { ...config, version: config.version + 1, members: [{ ...only, host: address }] };
  await admin.command({ replSetReconfig: moved, force: true });
}
