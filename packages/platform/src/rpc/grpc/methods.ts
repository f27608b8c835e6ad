import { Metadata, type sendUnaryData, type Server, type ServerUnaryCall, status } from "@grpc/grpc-js";
import { type Clock, type Ids, type Instant, isCallerId, type Refusal } from "@omni/kernel";
import type { Log } from "../../log/index.ts";
import { asBuffer } from "../definition.ts";
import { type RefusalCodec, refusalCodec } from "../refusal-status.ts";
import type { RpcServer } from "../server.ts";
import { fromMetadata, toTrailer } from "./headers.ts";
import { detailsHeader, identity, railClock } from "./wire.ts";

export interface Methods {
  readonly server: RpcServer;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
}

type Exchange = ServerUnaryCall<Buffer, Buffer>;
type Respond = sendUnaryData<Buffer>;

/** Lets a gRPC server answer every method of an RPC server. */
export function addMethods(server: Server, { server: rpc, clock, ids, log }: Methods): void {
  const codec = refusalCodec();
  const answer = async (path: string, call: Exchange, respond: Respond): Promise<void> => {
    const asked = call.metadata.get("x-request-id")[0];
    const correlationId = typeof asked === "string" && isCallerId(asked) ? asked : ids("req_");
    const outgoing = fromMetadata(call.metadata, correlationId, deadlineOf(call, clock));
    if (!outgoing.ok) log.info({ method: path, code: outgoing.code, correlationId }, "A call was refused.");
    const outcome = outgoing.ok ? await rpc.invoke(path, outgoing.value, call.request) : outgoing;
    if (!outcome.ok) return respond(statusOf(codec, outcome, correlationId));
    respond(null, asBuffer(outcome.value.encoded), toTrailer(outcome.value, correlationId));
  };
  for (const path of rpc.paths) {
    const serve = (call: Exchange, respond: Respond): void => {
      answer(path, call, respond).catch((error: unknown) => {
        log.error({ method: path, error }, "An outcome could not be sent.");
        respond({ code: status.INTERNAL, details: "Something went wrong on our side" });
      });
    };
    server.register(path, serve, identity, identity, "unary");
  }
}

function deadlineOf(call: Exchange, clock: Clock): Instant | undefined {
  const deadline = Number(call.getDeadline());
  return Number.isFinite(deadline) ? railClock(deadline, clock) : undefined;
}

function statusOf(codec: RefusalCodec, refused: Refusal, correlationId: string) {
  const { code, message, details } = codec.toStatus(refused);
  const metadata = new Metadata();
  metadata.set("x-request-id", correlationId);
  metadata.set(detailsHeader, asBuffer(details));
  return { code, details: message, metadata };
}
