import { createServer } from "node:http";
import { PassThrough } from "node:stream";
import { expect, test } from "vitest";
import { answerMalformed } from "./answer-malformed.ts";

/** What a connection gets when Node reports this fault of it; Node's own timers are not waited for. */
async function told(code: string, socket = new PassThrough()): Promise<string> {
  const server = createServer();
  answerMalformed(server, () => "req_1");
  server.emit("clientError", Object.assign(new Error("as Node reports it"), { code }), socket);
  let text = "";
  for await (const chunk of socket) text += String(chunk);
  return text;
}

test("a client that is too slow is told so, and its connection ends", async () => {
  const answer = await told("ERR_HTTP_REQUEST_TIMEOUT");
  expect(answer).toMatch(/^HTTP\/1\.1 408 Request Timeout\r\n[^]*\r\nConnection: close\r\n\r\n\{/);
  expect(answer).toContain('"code":"request.timeout","requestId":"req_1","retryable":true');
});

test("a connection that is gone is told nothing", async () => {
  await expect(told("ECONNRESET")).rejects.toThrow(/premature|aborted/i);
});

test("an answer that has begun is not cut in two by another", async () => {
  const socket = Object.assign(new PassThrough(), { _httpMessage: { _headerSent: true } });
  await expect(told("HPE_INVALID_METHOD", socket)).rejects.toThrow(/premature|aborted/i);
});
