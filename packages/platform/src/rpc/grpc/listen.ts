import { Metadata, Server, ServerCredentials, type sendUnaryData, type ServerUnaryCall, status } from "@grpc/grpc-js";
import { type Clock, type Ids, type Instant, isCallerId, type Refusal } from "@omni/kernel";
import { CannotStart } from "../../lifecycle/cannot-start.ts";
import type { Log } from "../../log/index.ts";
import { asBuffer } from "../definition.ts";
import { type RefusalCodec, refusalCodec } from "../refusal-status.ts";
import { messageBytesMax, type RpcServer } from "../server.ts";
import { fromMetadata, toTrailer } from "./headers.ts";
import { addHealth } from "./health.ts";
import { detailsHeader, identity, railClock } from "./wire.ts";

export interface GrpcListenerOptions {
  readonly server: RpcServer;
  /** Where to listen: `127.0.0.1` unless it is meant to be reached from elsewhere. */
  readonly host: string;
  /** 0 takes any free one. */
  readonly port: number;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  /** What the health service answers. */
  readonly ready: () => boolean;
  /** Default: none, in clear text. */
  readonly credentials?: ServerCredentials;
  /** How long calls in hand may take after `stop`; default 5 s. */
  readonly graceMs?: number;
}

export interface GrpcListener {
  readonly port: number;
  /** `host:port`, as clients write it. */
  readonly address: string;
  /** Takes no new calls, finishes those in hand, and cuts off what is left after `graceMs`. */
  stop(): Promise<void>;
}

const serverOptions = {
  "grpc.max_receive_message_length": messageBytesMax,
  "grpc.max_send_message_length": -1,
  // Per connection; further calls wait at the client.
  "grpc.max_concurrent_streams": 1_000,
  "grpc.enable_channelz": 0,
};

/**
 * Listens for an RPC server's methods and the health service; no reflection. Rejects with a sentence that names the
 * port when it cannot be opened.
 */
export async function listenGrpc(options: GrpcListenerOptions): Promise<GrpcListener> {
  const { host, server: rpc } = options;
  const server = new Server(serverOptions);
  addMethods(server, options, refusalCodec());
  addHealth(server, { services: rpc.services, ready: options.ready });
  const port = await bind(server, options);
  const address = `${host.includes(":") ? `[${host}]` : host}:${port}`;
  options.log.info({ service: rpc.name, address }, "gRPC listens.");
  return { port, address, stop: () => stop(server, address, options) };
}

function bind(server: Server, { host, port, server: rpc, credentials }: GrpcListenerOptions): Promise<number> {
  const address = `${host.includes(":") ? `[${host}]` : host}:${port}`;
  return new Promise((resolve, reject) => {
    server.bindAsync(address, credentials ?? ServerCredentials.createInsecure(), (error, bound) => {
      if (error === null) resolve(bound);
      else
        reject(
          new CannotStart(`The gRPC port of ${rpc.name}, ${address}, cannot be opened: ${error.message}`, {
            cause: error,
          }),
        );
    });
  });
}

function stop(server: Server, address: string, { log, graceMs = 5_000 }: GrpcListenerOptions): Promise<void> {
  const cutOff = setTimeout(() => log.warn({ component: "grpc", address }, "Calls were cut off at the stop."), graceMs);
  // Not `forceShutdown`: it ends no connection unless channelz is on (grpc-js 1.14). Draining ends what is left.
  server.drain(address, graceMs);
  return new Promise((resolve) => {
    server.tryShutdown(() => {
      clearTimeout(cutOff);
      resolve();
    });
  });
}

type Exchange = ServerUnaryCall<Buffer, Buffer>;
type Respond = sendUnaryData<Buffer>;

function addMethods(server: Server, { server: rpc, clock, ids, log }: GrpcListenerOptions, codec: RefusalCodec): void {
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
