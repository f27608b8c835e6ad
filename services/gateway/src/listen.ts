import { getRequestListener, RequestError } from "@hono/node-server";
import { type Ids, refusal, type Refusal } from "@omni/kernel";
import type { Log } from "@omni/platform/log";
import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { App } from "./app.ts";
import { cannotListen } from "./cannot-listen.ts";
import { closeGently } from "./close-gently.ts";
import { fixedHeaders } from "./exchange.ts";
import { answerMalformed } from "./answer-malformed.ts";
import { problemOf, problemType } from "./problem.ts";

export interface Listening {
  /** `http://127.0.0.1:8080`, with the port that was really opened. */
  readonly address: string;
  readonly port: number;
  /** Takes no new connection, ends the idle ones, finishes what is in hand, but for at most 3.5 s. */
  stop(): Promise<void>;
}

export interface ListenPlace {
  readonly host: string;
  /** 0 = any free one. */
  readonly port: number;
  /** Other processes of this user may listen on the same port, so that a successor takes over without a gap. */
  readonly sharePort?: boolean;
}

export interface ServerOptions extends ListenPlace {
  readonly app: App;
  readonly ids: Ids;
  readonly log: Log;
}

const limits = {
  maxHeaderSize: 16 * 1024,
  /** A client has this long for its header fields, and for its whole request. */
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  connectionsCheckingInterval: 2_000,
  /** Longer than the 60 s of usual load balancers, so that it is they who end a connection. */
  keepAliveTimeout: 65_000,
  // Node would answer a missing Host with an empty 400; `listener` says what is wrong.
  requireHostHeader: false,
};
// A part of a process has 4 s to stop.
const graceMs = 3_500;

export async function listen(options: ServerOptions): Promise<Listening> {
  const server = createServer(limits);
  const answer = listener(options);
  server.on("request", answer);
  // Both would otherwise be answered by Node: 100 before anybody has looked at the headers, and a bare 417.
  server.on("checkContinue", answer);
  server.on("checkExpectation", answer);
  answerMalformed(server, options.ids);
  closeGently(server);
  await open(server, options);
  const port = portOf(server);
  return { address: `http://${urlHost(options.host)}:${port}`, port, stop: () => stop(server) };
}

function listener({ app, ids, log }: ServerOptions) {
  const respond = getRequestListener(app.fetch, {
    hostname: "localhost",
    errorHandler: (error) => {
      const requestId = ids("req_");
      if (error instanceof RequestError) return problemResponse(addressInvalid, requestId);
      log.error({ correlationId: requestId, error }, "A request could not be served.");
      return problemResponse(refusal("internal.error"), requestId);
    },
  });
  return (incoming: IncomingMessage, outgoing: ServerResponse): void => {
    if (incoming.headers.host === undefined && incoming.httpVersion === "1.1")
      writeProblem(outgoing, hostMissing, ids("req_"));
    else void respond(incoming, outgoing);
  };
}

const addressInvalid = refusal("request.invalid", { detail: "The address or the Host header is not valid." });
const hostMissing = refusal("request.invalid", { detail: "The Host header is missing." });

function problemResponse(refused: Refusal, requestId: string): Response {
  const { status, text, headers } = problemOf(refused, requestId, undefined);
  return new Response(text, {
    status,
    headers: { ...headers, ...fixedHeaders, "Content-Type": problemType, "X-Request-Id": requestId },
  });
}

function writeProblem(outgoing: ServerResponse, refused: Refusal, requestId: string): void {
  const { status, text, headers } = problemOf(refused, requestId, undefined);
  const length = Buffer.byteLength(text);
  const type = { "Content-Type": problemType, "Content-Length": length, "X-Request-Id": requestId };
  outgoing.writeHead(status, { ...headers, ...fixedHeaders, ...type });
  outgoing.end(text);
}

async function open(server: Server, { host, port, sharePort = false }: ListenPlace): Promise<void> {
  try {
    server.listen({ port, host, reusePort: sharePort });
    await once(server, "listening");
  } catch (error) {
    throw cannotListen(error, host, port);
  }
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : 0;
}

const urlHost = (host: string): string => (host.includes(":") ? `[${host}]` : host);

async function stop(server: Server): Promise<void> {
  const closed = once(server, "close");
  server.close();
  const grace = setTimeout(() => server.closeAllConnections(), graceMs);
  await closed;
  clearTimeout(grace);
}
