import { accepted, idsFrom, instant } from "@omni/kernel";
import { silentLog } from "@omni/platform/log";
import type { RpcServer } from "@omni/platform/rpc";
import { type GrpcListener, type GrpcListenerOptions, listenGrpc } from "@omni/platform/rpc/grpc";
import { randomFillSync } from "node:crypto";

/** The path of the one method. */
export const method = "/omni.test.v1.TestService/Test";

export const clock = () => instant(Date.now());
const ids = idsFrom(clock, (bytes) => randomFillSync(bytes));

export interface NamedListenerOptions extends Pick<GrpcListenerOptions, "credentials" | "port" | "sharePort"> {
  readonly name: string;
  /** Told the text of every request that the method begins; the answer waits for it. */
  readonly begun?: (text: string) => Promise<void>;
}

/** Listens for one method, which asks for no credential and answers the listener's name. */
export function namedListener({ name, begun, ...where }: NamedListenerOptions): Promise<GrpcListener> {
  const invoke: RpcServer["invoke"] = async (_path, _outgoing, request) => {
    await begun?.(Buffer.from(request).toString());
    return accepted({ encoded: Buffer.from(name) });
  };
  const server = { name: "test", services: [], paths: [method], invoke, close: async () => {} };
  return listenGrpc({ server, host: "127.0.0.1", clock, ids, log: silentLog, ready: () => true, ...where });
}
