import { Client, credentials, Metadata, type StatusObject } from "@grpc/grpc-js";
import { accepted, idsFrom, instant, refusal } from "@omni/kernel";
import { generateKeyPairSync, randomFillSync } from "node:crypto";
import { connect } from "node:net";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { CannotStart } from "../../lifecycle/index.ts";
import { silentLog } from "../../log/index.ts";
import { serviceDefinition } from "../definition.ts";
import {
  contextVerifier,
  rpcServer,
  rpcService,
  timelineService,
  type RpcOf,
  type TimelineServiceDefinition,
} from "../index.ts";
import { type GrpcListener, listenGrpc } from "./index.ts";

const clock = () => instant(Date.now());
const ids = idsFrom(clock, (bytes) => randomFillSync(bytes));
const caller = {
  tenantId: "tnt_alpha",
  zone: "Asia/Riyadh",
  clientId: "key_1",
  scopes: ["timeline:read"],
  actor: { id: "usr_1", roles: [], teams: [], kind: "user" },
  expiresAt: instant(Number.MAX_SAFE_INTEGER),
} as const;
const getTimeline = timelineService.codec("getTimeline");
const health = serviceDefinition<{ check: never }>("grpc/health/v1/health.proto", "grpc.health.v1.Health").codec(
  "check",
);

/** What a bank system's own gRPC client sees. */
interface Seen {
  readonly reply?: Buffer;
  readonly status: StatusObject;
}

function call(
  address: string,
  path: string,
  request: Uint8Array,
  headers: Readonly<Record<string, string>> = {},
): Promise<Seen> {
  const client = new Client(address, credentials.createInsecure());
  const metadata = new Metadata();
  for (const [name, value] of Object.entries(headers)) metadata.set(name, value);
  const same = (bytes: Buffer) => bytes;
  return new Promise((resolve) => {
    let reply: Buffer | undefined;
    const sent = client.makeUnaryRequest(
      path,
      same,
      same,
      Buffer.from(request),
      metadata,
      (_, value) => void (reply = value),
    );
    sent.on("status", (status) => {
      client.close();
      resolve({ status, ...(reply === undefined ? {} : { reply }) });
    });
  });
}

describe("gRPC", () => {
  let handler: RpcOf<TimelineServiceDefinition, "getTimeline">;
  let ready = true;
  let listener: GrpcListener;
  const options = { host: "127.0.0.1", port: 0, clock, ids, log: silentLog, ready: () => ready, graceMs: 50 };
  const server = rpcServer({
    name: "timeline",
    services: [
      rpcService(timelineService, {
        getTimeline: {
          rules: { scope: "timeline:read" },
          handler: (got: Parameters<typeof handler>[0]) => handler(got),
        },
      }),
    ],
    authority: async ({ credential }) =>
      "apiKey" in credential && credential.apiKey === "good"
        ? accepted({ caller, context: "" })
        : refusal("credential.invalid"),
    verify: contextVerifier({ publicKeys: [generateKeyPairSync("ed25519").publicKey], clock }),
    clock,
    ids,
    tokenSecret: Buffer.alloc(32),
    log: silentLog,
  });
  beforeEach(async () => {
    handler = async (got) => accepted(got.answer({ entries: [] }, { etag: '"1-a"' }));
    ready = true;
    listener = await listenGrpc({ server, ...options });
  });
  afterEach(() => listener.stop());
  const get = (headers: Readonly<Record<string, string>>) =>
    call(listener.address, getTimeline.path, new Uint8Array(), headers);

  test("takes a caller's own key as a bearer token or as x-api-key, and answers with trailing metadata", async () => {
    const headers = [{ authorization: "Bearer good" }, { authorization: "bearer  good" }, { "x-api-key": "good" }];
    for (const header of headers) {
      const { status } = await get({ ...header, "x-request-id": "c_1" });
      expect([status.code, status.metadata.getMap()]).toMatchObject([
        0,
        { "omni-etag": '"1-a"', "x-request-id": "c_1" },
      ]);
    }
  });

  test.each([
    [{}, 16],
    [{ authorization: "good" }, 16],
    [{ authorization: "Basic good" }, 16],
    [{ authorization: "Bearer bad" }, 16],
    [{ authorization: "Bearer good", "x-api-key": "good" }, 3],
    [{ "omni-context": "a.b", "x-api-key": "good" }, 3],
  ])("refuses the credential %j with status %d, and names the request", async (headers, code) => {
    const { status } = await get(headers);
    expect(status.code).toBe(code);
    expect(status.metadata.get("x-request-id")).toEqual([expect.stringMatching(/^req_/)]);
  });

  test("gives a foreign client the status, a sentence, and google.rpc.ErrorInfo with the code", async () => {
    handler = async () => refusal("journey.on_hold", { facts: { journeyId: "jrn_1" } });
    const { status } = await get({ "x-api-key": "good" });
    expect([status.code, status.details]).toEqual([9, "The journey is on hold"]);
    const details = String(status.metadata.get("grpc-status-details-bin")[0]);
    for (const part of ["type.googleapis.com/google.rpc.ErrorInfo", "journey.on_hold", "omni", "jrn_1"])
      expect(details).toContain(part);
  });

  test("answers the health service without a credential: as a whole, by service, and NOT_FOUND for others", async () => {
    const check = async (service: string) => {
      const { reply, status } = await call(listener.address, health.path, health.encodeRequest({ service }));
      return reply === undefined ? status.code : health.decodeReply(reply);
    };
    expect(await check("")).toEqual({ status: "SERVING" });
    ready = false;
    expect(await check("omni.timeline.v1.TimelineService")).toEqual({ status: "NOT_SERVING" });
    expect(await check("omni.journey.v1.JourneyService")).toBe(5);
    expect(await check("bus")).toBe(5);
  });

  test("answers the health service for `bus`, where somebody knows", async () => {
    let taken = true;
    const knowing = await listenGrpc({ server, ...options, busTaken: () => taken });
    const check = async () => {
      const { reply } = await call(knowing.address, health.path, health.encodeRequest({ service: "bus" }));
      return reply && health.decodeReply(reply);
    };
    expect(await check()).toEqual({ status: "SERVING" });
    taken = false;
    expect(await check()).toEqual({ status: "NOT_SERVING" });
    await knowing.stop();
  });

  test("names the port that cannot be opened", async () => {
    const second = listenGrpc({ server, ...options, port: listener.port });
    await expect(second).rejects.toThrow(CannotStart);
    await expect(second).rejects.toThrow(`timeline, 127.0.0.1:${listener.port}`);
  });

  test("finishes the calls in hand when it stops, and takes no others", async () => {
    const entered = Promise.withResolvers<void>();
    const work = Promise.withResolvers<void>();
    handler = async (got) => {
      entered.resolve();
      await work.promise;
      return accepted(got.answer({}));
    };
    const generous = await listenGrpc({ server, ...options, graceMs: 5_000 });
    const inHand = call(generous.address, getTimeline.path, new Uint8Array(), { "x-api-key": "good" });
    await entered.promise;
    const stopping = generous.stop();
    expect((await call(generous.address, getTimeline.path, new Uint8Array())).status.code).toBe(14);
    work.resolve();
    expect((await inHand).status.code).toBe(0);
    await stopping;
  });

  test("cuts off a call that never ends", async () => {
    const entered = Promise.withResolvers<void>();
    handler = () => {
      entered.resolve();
      return new Promise(() => {});
    };
    const hanging = get({ "x-api-key": "good" });
    await entered.promise;
    await listener.stop();
    expect((await hanging).status.code).not.toBe(0);
  });

  test("cuts off a connection that does not end, so that a stop never hangs", async () => {
    const idle = connect(listener.port, "127.0.0.1").on("error", () => {});
    await call(listener.address, getTimeline.path, new Uint8Array());
    await Promise.all([listener.stop(), listener.stop()]);
    await new Promise((resolve) => void idle.once("close", resolve).resume());
  });
});
