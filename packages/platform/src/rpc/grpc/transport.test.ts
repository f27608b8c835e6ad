import { addMilliseconds, refusal } from "@omni/kernel";
import { type ChildProcess, execFile, fork } from "node:child_process";
import { once } from "node:events";
import { constants, createServer as createHttp2Server, type ServerHttp2Stream } from "node:http2";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";
import { pipeline } from "node:stream";
import { promisify } from "node:util";
import { afterEach, describe, expect, test, vi } from "vitest";
import { grpcTransport, listenGrpc } from "./index.ts";
import { clock, listeningWith, method } from "./testing/one-method-server.ts";

const unavailable = refusal("service.unavailable");
const answered = (text: string) => ({ ok: true, value: { encoded: Buffer.from(text) } });
const echo = async (text: string) => text;

describe("a gRPC transport", () => {
  const cleaning: (() => unknown)[] = [];
  afterEach(async () => {
    for (const clean of cleaning.splice(0).toReversed()) await clean();
  });

  function transportTo(port: number) {
    const transport = grpcTransport({ address: `127.0.0.1:${port}`, clock });
    cleaning.push(() => transport.close());
    const call = (text: string, waitMs?: number) => {
      const deadline = waitMs === undefined ? {} : { deadline: addMilliseconds(clock(), waitMs) };
      return transport.invoke(method, { credential: undefined, ...deadline }, Buffer.from(text));
    };
    return { call, close: () => transport.close() };
  }

  /** Opens a TCP port that does with each connection what it is told. */
  async function tcpPort(take: (socket: Socket, nth: number) => void): Promise<number> {
    const sockets = new Set<Socket>();
    const server = createServer((socket) => {
      sockets.add(socket.on("error", () => {}));
      take(socket, sockets.size);
    });
    cleaning.push(() => {
      for (const socket of sockets) socket.destroy();
      server.close();
    });
    return portOf(server);
  }

  async function portOf(server: Server | ReturnType<typeof createHttp2Server>): Promise<number> {
    await once(server.listen(0, "127.0.0.1"), "listening");
    // A server that listens on TCP has such an address.
    return (server.address() as AddressInfo).port;
  }

  async function freePort(): Promise<number> {
    const server = createServer();
    const port = await portOf(server);
    await once(server.close(), "close");
    return port;
  }

  async function listen(port: number) {
    const listener = await listenGrpc({ ...listeningWith(echo), port });
    cleaning.push(() => listener.stop());
    return listener;
  }

  test("waits for a peer that is not there yet, and calls it when it comes", async () => {
    const port = await freePort();
    const { call } = transportTo(port);
    const waiting = Promise.all([call("a"), call("b")]);
    await listen(port);
    expect(await waiting).toEqual([answered("a"), answered("b")]);
  });

  test("calls a peer that has stopped and come back, without a failed call between", async () => {
    const first = await listen(0);
    const { call } = transportTo(first.port);
    expect(await call("before")).toEqual(answered("before"));
    await first.stop();
    const waiting = call("meanwhile");
    await listen(first.port);
    expect(await waiting).toEqual(answered("meanwhile"));
  });

  test("refuses a call with `service.unavailable` at its deadline when nobody is there", async () => {
    const { call } = transportTo(await freePort());
    expect(await call("x", 50)).toEqual(unavailable);
  });

  test("refuses a call whose deadline is past, with or without a connection", async () => {
    const { port } = await listen(0);
    const { call } = transportTo(port);
    for (let round = 0; round < 2; round++) {
      expect(await call("x", 0)).toEqual(refusal("request.deadline_exceeded"));
      expect(await call("x")).toEqual(answered("x"));
    }
  });

  test("waits no longer than a while for a peer that is not there, however much time its caller has", async () => {
    const { call } = transportTo(await freePort());
    const started = performance.now();
    expect(await call("x", 60_000)).toEqual(unavailable);
    expect(performance.now() - started).toBeLessThan(30_000);
  });

  test("bears a peer that accepts and is silent until the deadline, and after a while tries another connection", async () => {
    const { port } = await listen(0);
    const door = await tcpPort((socket, nth) => {
      if (nth > 1) pipeline(socket, connect(port, "127.0.0.1"), socket, () => {});
    });
    const { call } = transportTo(door);
    expect(await call("short", 50)).toEqual(unavailable);
    await vi.waitUntil(async () => (await call("again")).ok, { timeout: 60_000 });
  });

  test("refuses the calls that wait for a connection when it is closed, and all later ones", async () => {
    const { call, close } = transportTo(await freePort());
    const waiting = call("x", 60_000);
    await close();
    expect(await waiting).toEqual(unavailable);
    expect(await call("y", 60_000)).toEqual(unavailable);
  });

  /** A gRPC server that ends its first calls as told, and answers the others with what they sent. */
  async function peerThat(ends: (stream: ServerHttp2Stream) => void, many = 1) {
    const begun: ServerHttp2Stream[] = [];
    const server = createHttp2Server();
    server.on("stream", (stream) => {
      begun.push(stream.on("error", () => {}));
      if (begun.length <= many) return ends(stream);
      stream.respond({ ":status": 200, "content-type": "application/grpc" }, { waitForTrailers: true });
      stream.on("wantTrailers", () => stream.sendTrailers({ "grpc-status": "0" }));
      stream.pipe(stream);
    });
    cleaning.push(() => server.close());
    return { port: await portOf(server), begun };
  }

  test.each([1, 2, 5])("repeats a call that its peers refused before they began it, %i times", async (times) => {
    const { port, begun } = await peerThat((stream) => stream.close(constants.NGHTTP2_REFUSED_STREAM), times);
    expect(await transportTo(port).call("x")).toEqual(answered("x"));
    expect(begun).toHaveLength(times + 1);
  });

  test("does not repeat for ever what is always refused", async () => {
    const { port } = await peerThat((stream) => stream.close(constants.NGHTTP2_REFUSED_STREAM), Infinity);
    expect(await transportTo(port).call("x", 60_000)).toEqual(unavailable);
  });

  test.each([
    ["ends with an error", (stream: ServerHttp2Stream) => stream.close(constants.NGHTTP2_INTERNAL_ERROR)],
    ["is cancelled", (stream: ServerHttp2Stream) => stream.close(constants.NGHTTP2_CANCEL)],
    ["loses its connection", (stream: ServerHttp2Stream) => stream.session?.destroy()],
    ["loses its connection with an error", (stream: ServerHttp2Stream) => stream.session?.destroy(new Error("lost"))],
  ])("never repeats a call that may have begun and %s", async (_, end) => {
    const { port, begun } = await peerThat(end);
    const { call } = transportTo(port);
    expect(await call("x")).toMatchObject({ ok: false });
    expect(await call("y")).toEqual(answered("y"));
    expect(begun).toHaveLength(2);
  });

  test("refuses what a killed peer had in hand, once, and calls the next one that listens there", async () => {
    const begun: string[] = [];
    const first = await startPeer(0, begun);
    const { call } = transportTo(first.port);
    expect(await call("a")).toEqual(answered("a"));
    const inHand = call("hang", 60_000);
    await vi.waitUntil(() => begun.includes("hang"), { timeout: 60_000 });
    await kill(first.child);
    expect(await inHand).toEqual(unavailable);
    await startPeer(first.port, begun);
    await vi.waitUntil(async () => (await call("b")).ok, { timeout: 60_000 });
    expect(begun.filter((text) => text !== "b")).toEqual(["a", "hang"]);
  });

  async function startPeer(port: number, begun: string[]): Promise<{ port: number; child: ChildProcess }> {
    const file = new URL("testing/peer-process.ts", import.meta.url);
    const child = fork(file, [String(port)], { execArgv: ["--conditions=omni-source"] });
    cleaning.push(() => kill(child));
    return new Promise((resolve, reject) => {
      child.once("exit", () => reject(new Error("The peer has not started.")));
      child.on("message", (told: { port: number } | { began: string }) => {
        if ("port" in told) resolve({ port: told.port, child });
        else begun.push(told.began);
      });
    });
  }

  async function kill(child: ChildProcess): Promise<void> {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, "exit");
    child.kill("SIGKILL");
    await gone;
  }

  test("is not loaded where only direct calls are made", async () => {
    const program = `
      await import("@omni/platform/rpc"); await import("@omni/platform/rpc/direct");
      const { createRequire } = await import("node:module");
      console.log(Object.keys(createRequire(import.meta.url).cache).filter((file) => file.includes("grpc-js")).length);`;
    const args = ["--conditions=omni-source", "--input-type=module", "--eval", program];
    const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: import.meta.dirname });
    expect(stdout.trim()).toBe("0");
  });
});
