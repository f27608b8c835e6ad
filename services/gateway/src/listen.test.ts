import { accepted } from "@omni/kernel";
import { once } from "node:events";
import { createServer } from "node:http";
import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CannotListen, type Listening } from "./service.ts";
import { openForTests } from "./testing/open-for-tests.ts";
import { exchangeRaw, type RawAnswer, readAnswer } from "./testing/raw-client.ts";

const world = openForTests();
let listening: Listening;
beforeAll(async () => void (listening = await world.listen({ host: "127.0.0.1", port: 0 })));
afterAll(() => listening.stop());

const journey = '{"templateId":"t","customerId":"c","channel":"web"}';
const head = (start: string, ...fields: readonly string[]) =>
  [`${start} HTTP/1.1`, "Host: 127.0.0.1", "X-API-Key: key_app", ...fields, "", ""].join("\r\n");
const post = (body: string, ...fields: readonly string[]) =>
  head(
    "POST /api/v1/omni/journeys",
    "Content-Type: application/json",
    `Content-Length: ${Buffer.byteLength(body)}`,
    ...fields,
  ) + body;

function expectProblem({ body, headers, status }: RawAnswer, wanted: { status: number; code: string }): void {
  const problem = JSON.parse(body) as Record<string, unknown>;
  expect({ ...problem, status }).toMatchObject({ ...wanted, type: `/docs/errors/${wanted.code}` });
  expect(headers["content-type"]).toBe("application/problem+json");
  expect(headers["x-request-id"]).toBe(problem["requestId"]);
}

describe("over a socket", () => {
  test("a request is answered as without one, in one piece with its length", async () => {
    const created = await exchangeRaw(listening.port, post(journey));
    expect([created.status, created.headers["location"]]).toEqual([201, "/api/v1/omni/journeys/jrn_1"]);
    expect(Number(created.headers["content-length"])).toBe(Buffer.byteLength(created.body));
    const response = await fetch(`${listening.address}/api/v1/omni/journeys/jrn_1`, {
      headers: { "X-API-Key": "key_app" },
    });
    expect([response.status, response.headers.get("etag")]).toEqual([200, '"1-created"']);
  });

  test("HTTP/1.0 needs no Host", async () => {
    expect(await exchangeRaw(listening.port, "GET /livez HTTP/1.0\r\n\r\n")).toMatchObject({ status: 200 });
  });

  test("HEAD has no body, and the connection goes on", async () => {
    const socket = connect(listening.port, "127.0.0.1");
    socket.write(head("HEAD /livez"));
    const [first] = (await once(socket, "data")) as [Buffer];
    expect(first.toString()).toMatch(/^HTTP\/1.1 200 OK\r\n[^]*\r\n\r\n$/);
    socket.write(head("GET /livez"));
    expect(await readAnswer(socket)).toMatchObject({ status: 200, body: '{"status":"alive"}' });
    socket.destroy();
  });

  test("a body over 1 MiB is refused though it arrives without a length, in chunks", async () => {
    const chunk = `10000\r\n${"x".repeat(0x10000)}\r\n`;
    const bytes =
      head("POST /api/v1/omni/journeys", "Content-Type: application/json", "Transfer-Encoding: chunked") +
      chunk.repeat(40);
    expectProblem(await exchangeRaw(listening.port, `${bytes}0\r\n\r\n`), {
      status: 413,
      code: "request.body_too_large",
    });
  });

  test("a body that the headers already condemn is not asked for", async () => {
    const socket = connect(listening.port, "127.0.0.1");
    socket.write(
      head(
        "POST /api/v1/omni/journeys",
        "Expect: 100-continue",
        "Content-Type: application/json",
        "Content-Length: 2000000",
      ),
    );
    const [first] = (await once(socket, "data")) as [Buffer];
    expect(first.toString()).toMatch(/^HTTP\/1.1 413 /);
    socket.destroy();
  });

  test("a body that is welcome is asked for when the client waits for that", async () => {
    const socket = connect(listening.port, "127.0.0.1");
    const [fields = "", body = ""] = post(journey, "Expect: 100-continue").split("\r\n\r\n");
    socket.write(`${fields}\r\n\r\n`);
    const [first] = (await once(socket, "data")) as [Buffer];
    expect(first.toString()).toBe("HTTP/1.1 100 Continue\r\n\r\n");
    socket.write(body);
    expect(await readAnswer(socket)).toMatchObject({ status: 201 });
    socket.destroy();
  });

  test("a client that goes away in the middle of its body leaves nothing behind", async () => {
    const socket = connect(listening.port, "127.0.0.1");
    socket.write(post(journey).slice(0, -10));
    await new Promise((resolve) => setTimeout(resolve, 20));
    socket.destroy();
    expect((await exchangeRaw(listening.port, head("GET /livez"))).status).toBe(200);
  });
});

describe("what is no request is answered by a problem too", () => {
  const invalid = { status: 400, code: "request.invalid" };
  test.each([
    ["broken HTTP", "NONSENSE\r\n\r\n", invalid],
    ["a bad header field", "GET / HTTP/1.1\r\nHost: a\r\nbad header: 1\r\n\r\n", invalid],
    ["two lengths", "POST /livez HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n", invalid],
    [
      "length and chunks",
      "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
      invalid,
    ],
    ["a missing Host", "GET /livez HTTP/1.1\r\n\r\n", invalid],
    ["a Host that is none", "GET /livez HTTP/1.1\r\nHost: a b/c?d\r\n\r\n", invalid],
    ["an address that is none", "GET *** HTTP/1.1\r\nHost: a\r\n\r\n", invalid],
    [
      "header fields over 16 KiB",
      head("GET /livez", `X-Long: ${"x".repeat(17_000)}`),
      { status: 431, code: "request.headers_too_large" },
    ],
    ["CONNECT", "CONNECT a.example:443 HTTP/1.1\r\nHost: a\r\n\r\n", { status: 405, code: "route.method_not_allowed" }],
    ["an odd Expect", head("GET /api/v1/omni/nope", "Expect: a-miracle"), { status: 404, code: "route.unknown" }],
  ])("%s", async (_what, bytes, wanted) => expectProblem(await exchangeRaw(listening.port, bytes), wanted));
});

describe("a port", () => {
  test("that is in use is told in one line that says which and what to do", async () => {
    const failure = await world.listen({ host: "127.0.0.1", port: listening.port }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(CannotListen);
    expect(String(failure)).toContain(
      `Port ${listening.port} on 127.0.0.1 is in use: end the process that holds it, or set OMNI_PORT`,
    );
    expect(String(failure)).not.toContain("\n");
  });

  test("on an address that this machine has not says which setting is wrong", async () => {
    await expect(world.listen({ host: "192.0.2.1", port: 0 })).rejects.toThrow(/OMNI_HOST/);
  });

  test("of IPv6 has its brackets", async () => {
    const own = await world.listen({ host: "::1", port: 0 }).catch(() => undefined);
    // A machine without IPv6 has nothing to show here.
    if (own) expect(own.address).toBe(`http://[::1]:${own.port}`);
    await own?.stop();
  });
});

describe("stopping", () => {
  test("finishes what is in hand, says goodbye, ends idle connections, and takes no new ones", async () => {
    const own = openForTests();
    const { port, stop } = await own.listen({ host: "127.0.0.1", port: 0 });
    const began = Promise.withResolvers<void>();
    const finish = Promise.withResolvers<void>();
    own.handlers.listJourneys = async (call) => {
      began.resolve();
      await finish.promise;
      return accepted(call.answer({}));
    };
    const idle = connect(port, "127.0.0.1");
    await once(idle, "connect");
    const busy = connect(port, "127.0.0.1");
    busy.write(head("GET /api/v1/omni/journeys"));
    await began.promise;
    const stopped = stop();
    await once(idle, "close");
    await expect(exchangeRaw(port, head("GET /livez"))).rejects.toThrow();
    expect((await own.app.request("/readyz")).status).toBe(503);
    finish.resolve();
    expect(await readAnswer(busy)).toMatchObject({ status: 200, headers: { connection: "close" } });
    await stopped;
  });

  test("lets a slow reader have the rest of an answer, then ends the connection", async () => {
    const own = openForTests();
    const { port, stop } = await own.listen({ host: "127.0.0.1", port: 0 });
    // More than the buffers between the two hold, so that the answer waits for its reader.
    const length = 30_000_000;
    const context = Buffer.from(`{"a":"${"x".repeat(length)}"}`);
    own.handlers.getJourney = async (call) => accepted(call.answer({ context }));
    const slow = connect(port, "127.0.0.1");
    slow.write(head("GET /api/v1/omni/journeys/jrn_1"));
    await once(slow, "readable");
    const before = performance.now();
    const stopped = stop();
    let received = 0;
    slow.on("data", (chunk: Buffer) => (received += chunk.length));
    await Promise.all([once(slow, "close"), stopped]);
    expect(received).toBeGreaterThan(length);
    expect(performance.now() - before).toBeLessThan(2_000);
  });

  test("waits for the second of two requests that came at once on one connection", async () => {
    const own = openForTests();
    const { port, stop } = await own.listen({ host: "127.0.0.1", port: 0 });
    const began = Promise.withResolvers<void>();
    const finish = Promise.withResolvers<void>();
    own.handlers.listUsers = async (call) => {
      began.resolve();
      await finish.promise;
      return accepted(call.answer({}));
    };
    const socket = connect(port, "127.0.0.1");
    socket.write(head("GET /livez") + head("GET /api/v1/omni/users"));
    expect(await readAnswer(socket)).toMatchObject({ body: '{"status":"alive"}' });
    await began.promise;
    const second = readAnswer(socket);
    const stopped = stop();
    finish.resolve();
    expect(await second).toMatchObject({ status: 200, headers: { connection: "close" } });
    await stopped;
  });

  test("is over at once when nothing is in hand, although clients keep their connections", async () => {
    const own = openForTests();
    const { port, stop } = await own.listen({ host: "127.0.0.1", port: 0 });
    const sockets = Array.from({ length: 20 }, () => connect(port, "127.0.0.1"));
    for (const socket of sockets) {
      socket.write(head("GET /livez"));
      await readAnswer(socket);
    }
    const before = performance.now();
    await stop();
    expect(performance.now() - before).toBeLessThan(1_000);
  });
});

test("a foreign server on the port is not taken for ours", async () => {
  const foreign = createServer().listen(0, "127.0.0.1");
  await once(foreign, "listening");
  const address = foreign.address();
  const port = typeof address === "object" ? (address?.port ?? 0) : 0;
  await expect(world.listen({ host: "127.0.0.1", port: port })).rejects.toBeInstanceOf(CannotListen);
  foreign.close();
});
