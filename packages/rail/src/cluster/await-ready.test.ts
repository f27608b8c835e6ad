import { once } from "node:events";
import { createServer } from "node:http";
import { expect, test } from "vitest";
import { awaitReady } from "./await-ready.ts";

test("waits through silence and refusals until it hears that the rail is ready; a start that is called off ends it", async () => {
  const statuses = [503, 503, 200];
  const server = createServer((_request, response) => response.writeHead(statuses.shift() ?? 503).end("not yet"));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`;
  const { signal } = new AbortController();
  await awaitReady(url, signal);
  expect(statuses).toEqual([]);
  const off = new AbortController();
  const waiting = awaitReady(url, off.signal);
  off.abort(new Error("called off"));
  await expect(waiting).rejects.toThrow();
  server.close();
});
