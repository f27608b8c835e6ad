import { idsFrom, refusal } from "@omni/kernel";
import { CannotStart } from "@omni/platform/lifecycle";
import { silentLog } from "@omni/platform/log";
import {
  type GrpcListener,
  grpcTransport,
  listenGrpc,
  tlsCredentials,
  type TlsIdentity,
} from "@omni/platform/rpc/grpc";
import { randomFillSync } from "node:crypto";
import { type ConnectionOptions, connect } from "node:tls";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type TestAuthority, testAuthority } from "./certificates.ts";
import { rpcContract } from "./rpc.ts";
import { clock, method, namedListener } from "./rpc/named-listener.ts";

const hourMs = 3_600_000;

rpcContract("gRPC over mutual TLS, on a shared port", async (server, now) => {
  const tls = tlsCredentials(await (await testAuthority()).issue());
  const ids = idsFrom(now, (bytes) => randomFillSync(bytes));
  const listening = { server, host: "127.0.0.1", port: 0, sharePort: true, clock: now, ids, log: silentLog };
  const listener = await listenGrpc({ ...listening, ready: () => true, credentials: tls.server });
  const transport = grpcTransport({ address: listener.address, clock: now, credentials: tls.client });
  return {
    transport,
    close: async () => {
      await transport.close();
      await listener.stop();
    },
  };
});

describe("mutual TLS", () => {
  let authority: TestAuthority;
  let good: TlsIdentity;
  let expired: TlsIdentity;
  let early: TlsIdentity;
  /** Signed by somebody else, who calls himself by the same name; itself it believes the right authority. */
  let foreign: TlsIdentity;
  let begun = 0;
  let listener: GrpcListener;

  const listenWith = (identity?: TlsIdentity) =>
    namedListener({
      name: "peer",
      port: 0,
      sharePort: true,
      begun: async () => void begun++,
      ...(identity ? { credentials: tlsCredentials(identity).server } : {}),
    });

  async function call(address: string, identity?: TlsIdentity) {
    const credentials = identity ? { credentials: tlsCredentials(identity).client } : {};
    const transport = grpcTransport({ address, clock, ...credentials });
    const outcome = await transport.invoke(method, { credential: undefined }, Buffer.from("x"));
    await transport.close();
    return outcome.ok ? "answered" : outcome;
  }

  beforeAll(async () => {
    authority = await testAuthority();
    good = await authority.issue();
    expired = await authority.issue({ until: new Date(Date.now() - hourMs / 2) });
    early = await authority.issue({ from: new Date(Date.now() + hourMs / 2) });
    foreign = { ...(await (await testAuthority()).issue()), ca: authority.ca };
    listener = await listenWith(good);
  });
  afterAll(() => listener.stop());

  test("refuses every client but one with a certificate of the authority that is valid now", async () => {
    begun = 0;
    const outcomes = await Promise.all([
      call(listener.address, await authority.issue()),
      call(listener.address, expired),
      call(listener.address, early),
      call(listener.address, foreign),
      call(listener.address),
    ]);
    const no = refusal("service.unavailable");
    expect(outcomes).toEqual(["answered", no, no, no, no]);
    expect(begun).toBe(1);
    await expect(handshake({ ca: authority.ca })).rejects.toThrow();
  });

  test("calls no server but one with a certificate of the authority, for its address, that is valid now", async () => {
    begun = 0;
    const elsewhere = await authority.issue({ host: "journey.example" });
    const servers = await Promise.all([good, expired, early, foreign, elsewhere, undefined].map(listenWith));
    const outcomes = await Promise.all(servers.map(({ address }) => call(address, good)));
    const no = refusal("service.unavailable");
    expect(outcomes).toEqual(["answered", no, no, no, no, no]);
    expect(begun).toBe(1);
    await Promise.all(servers.map((one) => one.stop()));
  });

  test("takes TLS 1.3, and 1.2 from those who have no better, and nothing older", async () => {
    const older = { minVersion: "TLSv1", ciphers: "DEFAULT@SECLEVEL=0" } as const;
    expect(await handshake(good)).toBe("TLSv1.3");
    expect(await handshake({ ...good, ...older, maxVersion: "TLSv1.2" })).toBe("TLSv1.2");
    await expect(handshake({ ...good, ...older, maxVersion: "TLSv1.1" })).rejects.toThrow(/protocol version/);
  });

  /** What is spoken after a handshake and the server's first bytes, which come when it believes the client, too. */
  const handshake = (options: ConnectionOptions): Promise<string | null> =>
    new Promise((resolve, reject) => {
      const socket = connect({ host: "127.0.0.1", port: listener.port, ALPNProtocols: ["h2"], ...options });
      socket.once("error", reject);
      socket.once("data", () => {
        resolve(socket.getProtocol());
        socket.destroy();
      });
    });

  test("says at the start that its texts are no certificate or do not belong together", async () => {
    const other = await authority.issue();
    for (const texts of [{ key: other.key }, { key: "" }, { cert: "" }, { cert: good.key }, { ca: "" }, { ca: "ca" }])
      expect(() => tlsCredentials({ ...good, ...texts })).toThrow(CannotStart);
  });
});
