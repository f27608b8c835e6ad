import { type handleUnaryCall, type Server, status } from "@grpc/grpc-js";
import type { HealthDefinition } from "@omni/proto/generated/grpc/health/v1/Health";
import type { HealthCheckRequest } from "@omni/proto/generated/grpc/health/v1/HealthCheckRequest";
import { asBuffer, serviceDefinition } from "../definition.ts";
import { identity } from "./wire.ts";

const health = serviceDefinition<HealthDefinition>("grpc/health/v1/health.proto", "grpc.health.v1.Health");

export interface Health {
  /** Full names; the empty name (the server as a whole) is known besides. */
  readonly services: readonly string[];
  readonly ready: () => boolean;
}

/**
 * The health service of gRPC, `Check` alone: needs no credential and tells nothing but whether calls are taken.
 * https://github.com/grpc/grpc/blob/master/doc/health-checking.md
 */
export function addHealth(server: Server, { services, ready }: Health): void {
  const codec = health.codec("check");
  const names = new Set(["", ...services]);
  const serving = asBuffer(codec.encodeReply({ status: "SERVING" }));
  const notServing = asBuffer(codec.encodeReply({ status: "NOT_SERVING" }));
  const check: handleUnaryCall<Buffer, Buffer> = (call, respond) => {
    const { service = "" }: HealthCheckRequest = codec.decodeRequest(call.request);
    if (names.has(service)) respond(null, ready() ? serving : notServing);
    else respond({ code: status.NOT_FOUND, details: "This service is not served here." });
  };
  server.register(codec.path, check, identity, identity, "unary");
}
