import { instant } from "@omni/kernel";
import { journeyService, rpcClient, type JourneyServiceDefinition, type RpcClient } from "@omni/platform/rpc";
import { grpcTransport } from "@omni/platform/rpc/grpc";
import type { Target } from "../http/requests.ts";

/** Where a rail is, and a key of one of its tenants. */
export interface RailAddress {
  readonly baseUrl: string;
  readonly grpc: Readonly<Record<string, string>>;
  readonly tenantId: string;
  readonly apiKey: string;
}

/** A rail as its clients see it. */
export interface ReachedRail {
  readonly target: Target;
  readonly tenantId: string;
  /** The journey service over gRPC, as a bank's system calls it. */
  readonly journeys: RpcClient<JourneyServiceDefinition>;
  /** Lets go of what this side holds of it. */
  close(): Promise<void>;
}

export function reachRail({ baseUrl, grpc, tenantId, apiKey }: RailAddress): ReachedRail {
  const { hostname, port } = new URL(baseUrl);
  const transport = grpcTransport({ address: grpc["journey"] ?? "", clock: () => instant(Date.now()) });
  return {
    target: { host: hostname, port: Number(port), apiKey },
    tenantId,
    journeys: rpcClient(journeyService, transport),
    close: () => transport.close(),
  };
}
