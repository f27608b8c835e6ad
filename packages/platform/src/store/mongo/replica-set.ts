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
 * Makes a new mongod a replica set of one, unless it is one, and resolves when it takes writes. For tests and for a
 * cluster on one machine: production's replica set is made by whoever runs it. Throws when it takes too long.
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
    }
    for (const begun = performance.now(); !(await admin.command({ hello: 1 }))["isWritablePrimary"]; await wait(10)) {
      if (performance.now() - begun > withinMs) throw new Error(`MongoDB at ${address} does not become primary.`);
    }
  } finally {
    await connection.close();
  }
}
