import { type Ids, refusal, type Refusal } from "@omni/kernel";
import { type Server, STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";
import { fixedHeaders } from "./exchange.ts";
import { problemOf, problemType } from "./problem.ts";

/**
 * Answers what never becomes a request (broken HTTP, header fields over 16 KiB, a client that is too slow, CONNECT)
 * with a problem like any other, and ends the connection.
 */
export function answerMalformed(server: Server, ids: Ids): void {
  server.on("clientError", (error: Error & { readonly code?: string }, socket) => {
    if (error.code === "ECONNRESET" || !socket.writable || isAnswering(socket)) socket.destroy();
    else socket.end(problemBytes(refusalOf(error.code), ids("req_")));
  });
  server.on("connect", (_request, socket) =>
    socket.end(problemBytes(refusal("route.method_not_allowed"), ids("req_"))),
  );
}

// As Node's own handler does it: an answer that has begun on this socket must not be cut in two. There is no public way.
const isAnswering = (socket: Duplex): boolean => {
  const answer: unknown = Reflect.get(socket, "_httpMessage");
  return typeof answer === "object" && answer !== null && Reflect.get(answer, "_headerSent") === true;
};

function refusalOf(code: string | undefined): Refusal {
  switch (code) {
    case "HPE_HEADER_OVERFLOW":
      return refusal("request.headers_too_large");
    case "ERR_HTTP_REQUEST_TIMEOUT":
      return refusal("request.timeout");
    default:
      return refusal("request.invalid", { detail: "The request is not well-formed HTTP." });
  }
}

function problemBytes(refused: Refusal, requestId: string): string {
  const { status, text, headers } = problemOf(refused, requestId, undefined);
  const fields = {
    ...headers,
    ...fixedHeaders,
    "Content-Type": problemType,
    "Content-Length": String(Buffer.byteLength(text)),
    "X-Request-Id": requestId,
    Connection: "close",
  };
  const lines = Object.entries(fields).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ""}\r\n${lines.join("")}\r\n${text}`;
}
