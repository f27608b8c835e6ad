import { type handleUnaryCall, type Server, status } from "@grpc/grpc-js";
import type { HealthDefinition } from "@omni/proto/generated/grpc/health/v1/Health";
import type { Instant } from "@omni/kernel";
import type { HealthCheckRequest } from "@omni/proto/generated/grpc/health/v1/HealthCheckRequest";
import { rpcClient } from "../client.ts";
import { asBuffer, serviceDefinition } from "../definition.ts";
import type { Transport } from "../transport.ts";
import { identity } from "./wire.ts";

const health = serviceDefinition<HealthDefinition>("grpc/health/v1/health.proto", "grpc.health.v1.Health");

export interface Health {
  /** Full names; the empty name (the server as a whole) is known besides. */
  readonly services: readonly string[];
  readonly ready: () => boolean;
  /** Whether the bus takes the server's events; without it nothing is known of `bus`. */
  readonly busTaken?: () => boolean;
}

/** The name under which a server tells whether the bus takes its events. */
export const busName = "bus";

/**
 * The health service of gRPC, `Check` alone: needs no credential and tells nothing but whether calls are taken.
 * https://github.com/grpc/grpc/blob/master/doc/health-checking.md
 */
export function addHealth(server: Server, { services, ready, busTaken }: Health): void {
  const codec = health.codec("check");
  const states = new Map(["", ...services].map((name) => [name, ready]));
  if (busTaken) states.set(busName, busTaken);
  const serving = asBuffer(codec.encodeReply({ status: "SERVING" }));
  const notServing = asBuffer(codec.encodeReply({ status: "NOT_SERVING" }));
  const check: handleUnaryCall<Buffer, Buffer> = (call, respond) => {
    const { service = "" }: HealthCheckRequest = codec.decodeRequest(call.request);
    const state = states.get(service);
    if (state) respond(null, state() ? serving : notServing);
    else respond({ code: status.NOT_FOUND, details: "This service is not served here." });
  };
  server.register(codec.path, check, identity, identity, "unary");
}

/** `nothing`: no answer in time, or the server knows no such name. */
export type Answered = "serving" | "not serving" | "nothing";

/** Asks a server's health service over a transport. */
export function healthOver(transport: Transport): (service: string, deadline: Instant) => Promise<Answered> {
  const client = rpcClient(health, transport);
  return async (service, deadline) => {
    try {
      const outcome = await client.check({ credential: undefined, deadline }, { service });
      if (!outcome.ok) return "nothing";
      return outcome.value.reply.status === "SERVING" ? "serving" : "not serving";
    } catch {
      // The bytes that came back are no such answer: somebody else listens there.
      return "nothing";
    }
  };
}
