import { idsFrom } from "@omni/kernel";
import { silentLog } from "@omni/platform/log";
import { directTransport } from "@omni/platform/rpc/direct";
import { grpcTransport, listenGrpc } from "@omni/platform/rpc/grpc";
import { randomFillSync } from "node:crypto";
import { rpcContract } from "./rpc.ts";

rpcContract("direct", async (server) => {
  const transport = directTransport(() => server);
  return { transport, close: () => transport.close() };
});

rpcContract("gRPC over loopback", async (server, clock) => {
  const ids = idsFrom(clock, (bytes) => randomFillSync(bytes));
  const listening = { server, host: "127.0.0.1", port: 0, clock, ids, log: silentLog, ready: () => true };
  const listener = await listenGrpc(listening);
  const transport = grpcTransport({ address: listener.address, clock });
  return {
    transport,
    close: async () => {
      await transport.close();
      await listener.stop();
    },
  };
});
