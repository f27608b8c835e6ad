import { CannotStart } from "@omni/platform/lifecycle";
import { type GrpcListener, grpcTransport, type TlsCredentials, tlsCredentials } from "@omni/platform/rpc/grpc";
import { sleep } from "@omni/platform/work";
import { afterEach, describe, expect, test } from "vitest";
import { testAuthority } from "./certificates.ts";
import { busyClients } from "./rpc/busy-clients.ts";
import { clock, namedListener, type NamedListenerOptions } from "./rpc/named-listener.ts";

/** Keeps what begins; some calls take a moment, so that there are always some in hand. */
function recording() {
  const seen: string[] = [];
  const begun = async (text: string): Promise<void> => {
    seen.push(text);
    if (seen.length % 3 === 0) await sleep(2);
  };
  return { begun, seen };
}

const secured = async (): Promise<TlsCredentials> => tlsCredentials(await (await testAuthority()).issue());

describe("gRPC listeners", () => {
  const listeners: GrpcListener[] = [];
  afterEach(() => Promise.all(listeners.splice(0).map((one) => one.stop())));
  const listen = async (options: NamedListenerOptions) => {
    const listener = await namedListener(options);
    listeners.push(listener);
    return listener;
  };

  test.each([
    ["in clear text", undefined],
    ["over mutual TLS", secured],
  ])(
    "hand a shared port over again and again, %s, while clients call at full speed: no call fails or runs twice",
    async (_, tls) => {
      const { server, client } = (await tls?.()) ?? {};
      const { begun, seen } = recording();
      const successor = (port: number, name: string) =>
        listen({ port, name, begun, sharePort: true, ...(server ? { credentials: server } : {}) });
      let current = await successor(0, "first");
      const to = { address: current.address, clock, ...(client ? { credentials: client } : {}) };
      const clients = busyClients([grpcTransport(to), grpcTransport(to), grpcTransport(to)], 11);
      await clients.allAnsweredBy("first");
      for (let round = 0; round < 12; round++) {
        const predecessor = current;
        current = await successor(current.port, `successor ${round}`);
        await predecessor.stop();
        await clients.allAnsweredBy(`successor ${round}`);
      }
      const { asked, failed } = await clients.stop();
      expect(failed).toEqual([]);
      expect(seen.toSorted()).toEqual(asked.toSorted());
    },
  );

  test("are not missed for a moment: the calls of their clients wait for the next, and none fails or runs twice", async () => {
    const { begun, seen } = recording();
    let current = await listen({ port: 0, name: "first", begun });
    const to = { address: current.address, clock };
    const clients = busyClients([grpcTransport(to), grpcTransport(to)], 11);
    await clients.allAnsweredBy("first");
    for (let round = 0; round < 5; round++) {
      await current.stop();
      // Until the clients have tried in vain.
      await sleep(100);
      current = await listen({ port: current.port, name: `successor ${round}`, begun });
      await clients.allAnsweredBy(`successor ${round}`);
    }
    const { asked, failed } = await clients.stop();
    expect(failed).toEqual([]);
    expect(seen.toSorted()).toEqual(asked.toSorted());
  });

  test("share a port only with those who share it, too", async () => {
    const shared = await listen({ port: 0, name: "shared", sharePort: true });
    await expect(listen({ port: shared.port, name: "alone" })).rejects.toThrow(CannotStart);
    const alone = await listen({ port: 0, name: "alone" });
    await expect(listen({ port: alone.port, name: "shared", sharePort: true })).rejects.toThrow(alone.address);
  });
});
