import { refusal } from "@omni/kernel";
import type { RpcServer } from "../server.ts";
import type { Transport } from "../transport.ts";

/**
 * Calls a server in the same process, with the bytes that gRPC would carry. `find` may answer nothing until the
 * server has been made: calls are refused with `service.unavailable` meanwhile.
 */
export function directTransport(find: () => RpcServer | undefined): Transport {
  let closed = false;
  return {
    async invoke(path, outgoing, request) {
      const server = closed ? undefined : find();
      return server?.invoke(path, outgoing, request) ?? refusal("service.unavailable");
    },
    async close() {
      closed = true;
    },
  };
}
