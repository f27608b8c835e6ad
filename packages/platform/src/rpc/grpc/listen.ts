import { Server, ServerCredentials } from "@grpc/grpc-js";
import type { Clock, Ids } from "@omni/kernel";
import { CannotStart } from "../../lifecycle/cannot-start.ts";
import type { Log } from "../../log/index.ts";
import type { Socket } from "node:net";
import { messageBytesMax, type RpcServer } from "../server.ts";
import { addHealth } from "./health.ts";
import { addMethods } from "./methods.ts";
import { openTcpPort, type TcpPort } from "./tcp-port.ts";

export interface GrpcListenerOptions {
  readonly server: RpcServer;
  /** Where to listen: `127.0.0.1` unless it is meant to be reached from elsewhere. */
  readonly host: string;
  /** 0 takes any free one. */
  readonly port: number;
  /**
   * Other listeners of this user may open the same port, and the system spreads new connections over them (Linux:
   * SO_REUSEPORT). So a successor can listen before its predecessor stops. Default: the port is this one's alone.
   */
  readonly sharePort?: boolean;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  /** What the health service answers for the server and each of its services. */
  readonly ready: () => boolean;
  /** What the health service answers for `bus`; without it that name is unknown. */
  readonly busTaken?: () => boolean;
  /** Default: none, in clear text. */
  readonly credentials?: ServerCredentials;
  /** How long calls in hand may take after `stop`; default 5 s. */
  readonly graceMs?: number;
}

export interface GrpcListener {
  readonly port: number;
  /** `host:port`, as clients write it. */
  readonly address: string;
  /**
   * Takes no new connection, tells its clients to go elsewhere, finishes the calls in hand, and cuts off what is left
   * after `graceMs`. A client repeats what this listener had not begun where it connects next.
   */
  stop(): Promise<void>;
}

type Injector = ReturnType<Server["createConnectionInjector"]>;

const drainEveryMs = 50;

const serverOptions = {
  "grpc.max_receive_message_length": messageBytesMax,
  "grpc.max_send_message_length": -1,
  // Per connection; further calls wait at the client.
  "grpc.max_concurrent_streams": 1_000,
  "grpc.enable_channelz": 0,
};

/**
 * Listens for an RPC server's methods and the health service; no reflection. Rejects with `CannotStart`, which names
 * the port, when it cannot be opened.
 */
export async function listenGrpc(options: GrpcListenerOptions): Promise<GrpcListener> {
  const { credentials, graceMs = 5_000, host, log, server: rpc } = options;
  const server = new Server(serverOptions);
  addMethods(server, options);
  addHealth(server, { ...options, services: rpc.services });
  // Not `bindAsync`: it cannot share a port, and does not know a connection before its TLS handshake is over.
  const injector = server.createConnectionInjector(credentials ?? ServerCredentials.createInsecure());
  const tcp = await openPort(options, (connection) => injector.injectConnection(connection));
  const address = addressOf(host, tcp.port);
  log.info({ service: rpc.name, address }, "gRPC listens.");
  const end = async (): Promise<void> => {
    tcp.close();
    const all = await drained(injector, tcp, graceMs);
    if (!all) log.warn({ component: "grpc", address }, "Connections were cut off at the stop.");
    server.forceShutdown();
  };
  let ending: Promise<void> | undefined;
  return { port: tcp.port, address, stop: () => (ending ??= end()) };
}

const addressOf = (host: string, port: number): string => `${host.includes(":") ? `[${host}]` : host}:${port}`;

async function openPort(options: GrpcListenerOptions, take: (connection: Socket) => void): Promise<TcpPort> {
  const { host, log, port, server, sharePort = false } = options;
  const failed = (error: Error) => log.error({ component: "grpc", error }, "A connection could not be accepted.");
  try {
    return await openTcpPort({ host, port, share: sharePort, take, failed });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CannotStart(`The gRPC port of ${server.name}, ${addressOf(host, port)}, cannot be opened: ${reason}`, {
      cause: error,
    });
  }
}

/** Whether every connection ended by itself. */
async function drained(injector: Injector, tcp: TcpPort, graceMs: number): Promise<boolean> {
  // Its own cut-off tells callers that they had cancelled their calls: ours comes first.
  const drain = () => injector.drain(2 * graceMs);
  drain();
  // Connections whose TLS handshake is not over yet are seen only then.
  const again = setInterval(drain, drainEveryMs);
  const ended = await tcp.ended(graceMs);
  clearInterval(again);
  return ended;
}
