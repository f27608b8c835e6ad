import { diceOf } from "../crash/seeded.ts";
import { grpcWay } from "./grpc-way.ts";
import { loadClient, type LoadClient, type Pace } from "./load-client.ts";
import type { TestCluster } from "./open-test-cluster.ts";
import { restWay } from "./rest-way.ts";

export interface LoadOptions {
  /** Makes the names of customers and keys: none may come twice on one cluster. */
  readonly name: string;
  readonly seed: number;
  readonly rest?: number;
  readonly grpc?: number;
  readonly pace?: Pace;
}

/** Clients of both kinds: most go through the gateway, some call the journey service themselves. */
export function loadClients({ appKey, grpc, rail }: TestCluster, options: LoadOptions): readonly LoadClient[] {
  const { name, seed, rest = 8, grpc: direct = 4, pace } = options;
  return Array.from({ length: rest + direct }, (_, number) => {
    const way = number < rest ? restWay(rail.target) : grpcWay(grpc["journey"] ?? "", appKey);
    const own = `${name}-${number}`;
    return loadClient(own, way, diceOf(seed, own), pace);
  });
}

/** Load that runs until it is told to end. */
export interface Load {
  /** Lets every client finish the journey in hand. Rejects when one was refused or waited in vain. */
  end(): Promise<void>;
}

export function startLoad(clients: readonly LoadClient[]): Load {
  let running = true;
  const driving = Promise.all(clients.map((client) => client.drive(() => running)));
  // Told by `end`.
  driving.catch(() => undefined);
  return {
    end: async () => {
      running = false;
      await driving;
    },
  };
}
