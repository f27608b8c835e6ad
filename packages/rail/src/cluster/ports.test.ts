import { CannotStart } from "@omni/platform/lifecycle";
import { once } from "node:events";
import { createServer, type Server } from "node:net";
import { afterEach, expect, test } from "vitest";
import { freePort } from "../servers/free-port.ts";
import { readClusterConfig } from "./cluster-config.ts";
import { takePorts } from "./ports.ts";

const opened: Server[] = [];
afterEach(() => {
  for (const server of opened.splice(0)) server.close();
});

/** A port on which somebody listens who would share it, too. */
async function takenPort(): Promise<number> {
  const port = await freePort();
  const server = createServer().listen({ port, host: "127.0.0.1", reusePort: process.platform === "linux" });
  opened.push(server);
  await once(server, "listening");
  return port;
}

const take = (environment: Readonly<Record<string, string>>) =>
  takePorts(readClusterConfig({ OMNI_PORT: "0", ...environment }));

test("any ports are four different ones, and those that are asked for are theirs", async () => {
  const any = await take({});
  expect(new Set([any.rest, ...Object.values(any.grpc)]).size).toBe(4);
  const asked = await freePort();
  expect((await take({ OMNI_GRPC_PORT_JOURNEY: String(asked) })).grpc.journey).toBe(asked);
});

test("a port on which somebody listens is refused in the embedded rail's words, even if he would share it", async () => {
  const port = await takenPort();
  const rest = take({ OMNI_PORT: String(port) });
  await expect(rest).rejects.toBeInstanceOf(CannotStart);
  await expect(rest).rejects.toThrow(
    `Port ${port} on 127.0.0.1 is in use: end the process that holds it, or set OMNI_PORT to another port (0 = any free one).`,
  );
  await expect(take({ OMNI_GRPC_PORT_TIMELINE: String(port) })).rejects.toThrow(
    `The gRPC port of timeline, ${port} on 127.0.0.1, cannot be opened: it is in use. Set OMNI_GRPC_PORT_TIMELINE to another port (0 = any free one).`,
  );
});

test("two services that are given the same port are refused: they would share it without a word", async () => {
  const port = String(await freePort());
  await expect(take({ OMNI_GRPC_PORT_ACCESS: port, OMNI_GRPC_PORT_JOURNEY: port })).rejects.toThrow(
    `The gRPC port of journey, ${port} on 127.0.0.1, cannot be opened: it is in use.`,
  );
  await expect(take({ OMNI_GRPC_PORT_ACCESS: port, OMNI_PORT: port })).rejects.toThrow(/^Port \d+ .* is in use/);
});

test("a host that is none of this machine's is told as such", async () => {
  await expect(take({ OMNI_HOST: "192.0.2.1" })).rejects.toThrow("OMNI_HOST is no address of this machine");
});
