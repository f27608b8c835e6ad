import type { Attempt } from "../crash/history.ts";
import { bankClient, type GrpcAnswer, type Message } from "../grpc/bank-client.ts";
import type { Sent } from "../crash/journey-walk.ts";
import type { Way } from "./way.ts";

const service = "omni.journey.v1.JourneyService";
const channel = {
  // A bank's client that looks for a lost server as often as the rail itself does; grpc-js alone waits 1 s and more.
  "grpc.initial_reconnect_backoff_ms": 50,
  "grpc.max_reconnect_backoff_ms": 250,
  // A connection of its own, as a client in another process has.
  "grpc.use_local_subchannel_pool": 1,
};

/** Sends commands to the journey service as a bank's own system does, past the gateway. */
export function grpcWay(address: string, apiKey: string, deadlineMs = 10_000): Way {
  const bank = bankClient(address, apiKey, { channel, deadlineMs });
  return {
    send: async (command) => {
      const { method, request } = callOf(command);
      return attemptOf(await bank.call(service, method, request, { "idempotency-key": command.key }));
    },
    close: () => bank.close(),
  };
}

/** The same as the command's body, in the words of the .proto file. */
function callOf({ stepId, path, body }: Sent): { readonly method: string; readonly request: Message } {
  const fields = JSON.parse(body) as Message;
  if (stepId === undefined)
    return { method: "CreateJourney", request: { ...fields, context: bytesOf(fields["context"]) } };
  const journeyId = path.split("/")[2];
  return { method: "AdvanceJourney", request: { ...fields, journeyId, stepData: bytesOf(fields["stepData"]) } };
}

const bytesOf = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));

/** gRPC's own numbers for what passes: DEADLINE_EXCEEDED, UNAVAILABLE, and CANCELLED by a server that was killed. */
const passing = new Map([
  [1, "cancelled"],
  [4, "no answer"],
  [14, "connection lost"],
]);

function attemptOf({ code, reply, info, message, metadata }: GrpcAnswer): Attempt {
  if (reply) {
    const body = `{"data":${JSON.stringify(reply, bufferAsText)}}`;
    return {
      outcome: "accepted",
      replayed: metadata["idempotency-replayed"] === "true",
      etag: metadata["omni-etag"] ?? "",
      body,
    };
  }
  const why = passing.get(code);
  if (why === undefined) return { outcome: "refused", status: code, code: info?.reason ?? message };
  return { outcome: "unknown", why: info ? `503 ${info.reason}` : why };
}

/** A `Buffer` has become `{"type":"Buffer","data":[…]}` before a replacer sees it. */
function bufferAsText(_name: string, value: unknown): unknown {
  const isBuffer = typeof value === "object" && value !== null && "type" in value && value.type === "Buffer";
  return isBuffer && "data" in value ? Buffer.from(value.data as number[]).toString() : value;
}
