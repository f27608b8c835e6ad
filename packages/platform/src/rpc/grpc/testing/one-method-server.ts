import { accepted, type Clock, idsFrom, instant, type Result } from "@omni/kernel";
import { randomFillSync } from "node:crypto";
import { silentLog } from "../../../log/index.ts";
import type { Encoded } from "../../call.ts";
import type { RpcServer } from "../../server.ts";
import type { GrpcListenerOptions } from "../listen.ts";

/** The path of the one method. */
export const method = "/omni.test.v1.TestService/Test";

export const clock: Clock = () => instant(Date.now());
export const ids = idsFrom(clock, (bytes) => randomFillSync(bytes));

/** An RPC server without credentials: its one method answers what `answer` makes of the request's text. */
export function oneMethodServer(answer: (text: string) => Promise<string>): RpcServer {
  const invoke = async (_path: string, _outgoing: object, request: Uint8Array): Promise<Result<Encoded>> =>
    accepted({ encoded: Buffer.from(await answer(Buffer.from(request).toString())) });
  return { name: "test", services: ["omni.test.v1.TestService"], paths: [method], invoke, close: async () => {} };
}

/** Listens on a free port of this machine unless told otherwise. */
export const listeningWith = (answer: (text: string) => Promise<string>): GrpcListenerOptions => ({
  server: oneMethodServer(answer),
  host: "127.0.0.1",
  port: 0,
  clock,
  ids,
  log: silentLog,
  ready: () => true,
});
