import type { Connection } from "mongoose";
import { bounded, maxTimeMS, one } from "./bounded.ts";
import { schemaVersion } from "./documents.ts";

interface LeaseDocument {
  readonly _id: string;
  readonly schemaVersion: number;
  readonly owner: string;
  readonly until: Date;
}

/** Who looks after what others have left behind. Thrift and nothing else: two at once only repeat events. */
export interface Lease {
  /** Takes or keeps it; false when another has it. */
  take(): Promise<boolean>;
  /** Takes it from whoever has it. */
  seize(): Promise<void>;
  release(): Promise<void>;
}

const leaseId = "relay";
const keptMs = 10_000;

export function lease(connection: Connection, owner: string, now: () => number): Lease {
  const leases = connection.collection<LeaseDocument>("meta");
  const write = async (filter: object) => {
    const mine = { schemaVersion, owner, until: new Date(now() + keptMs) };
    const options = { writeConcern: one, maxTimeMS };
    return bounded(() => leases.updateOne({ _id: leaseId, ...filter }, { $set: mine }, options));
  };
  return {
    take: async () => (await write({ $or: [{ owner }, { until: { $lte: new Date(now()) } }] })).matchedCount === 1,
    seize: async () => void (await write({})),
    release: async () =>
      void (await bounded(() =>
        leases.updateOne({ _id: leaseId, owner }, { $set: { until: new Date(0) } }, { writeConcern: one, maxTimeMS }),
      )),
  };
}

/** Makes the lease that processes hand each other, owned by nobody. */
export const prepareLease = async (connection: Connection): Promise<void> =>
  void (await connection
    .collection<LeaseDocument>("meta")
    .updateOne({ _id: leaseId }, { $setOnInsert: { schemaVersion, owner: "", until: new Date(0) } }, { upsert: true }));
