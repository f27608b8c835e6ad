import { idsFrom, instant, refusal } from "@omni/kernel";
import { silentLog } from "@omni/platform/log";
import type { RpcServer } from "@omni/platform/rpc";
import { listenGrpc, tlsCredentials } from "@omni/platform/rpc/grpc";
import { testAuthority } from "@omni/testkit/certificates";
import { execFile } from "node:child_process";
import { randomFillSync } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const script = fileURLToPath(new URL("../../../../deploy/healthcheck.mjs", import.meta.url));

/** Runs the check in a container's environment; answers its exit code and what it said. */
const check = (environment: Readonly<Record<string, string>>): Promise<readonly [number | string, string]> =>
  new Promise((resolve) => {
    execFile(process.execPath, [script], { env: environment }, (error, _stdout, stderr) => {
      resolve([error?.code ?? 0, stderr.trim()]);
    });
  });

const well = [0, ""];
const notReady = [1, "Not ready: it says so itself"];

const clock = () => instant(Date.now());
const silent: RpcServer = {
  name: "journey",
  services: [],
  paths: [],
  invoke: async () => refusal("method.unknown"),
  close: async () => {},
};
const listening = { server: silent, host: "127.0.0.1", port: 0, clock, log: silentLog };
const ids = idsFrom(clock, (bytes) => randomFillSync(bytes));

test("a service is well while its health RPC says that it takes work", async () => {
  let ready = true;
  const listener = await listenGrpc({ ...listening, ids, ready: () => ready });
  const environment = { OMNI_SERVICE: "journey", OMNI_GRPC_PORT: String(listener.port) };
  expect(await check(environment)).toEqual(well);
  ready = false;
  expect(await check(environment)).toEqual(notReady);
  await listener.stop();
  expect(await check(environment)).toEqual([1, expect.stringContaining("ECONNREFUSED")]);
});

test("it asks with the process's own certificate where the services show theirs", async () => {
  const identity = await (await testAuthority()).issue({ host: "journey" });
  const credentials = tlsCredentials(identity).server;
  const listener = await listenGrpc({ ...listening, ids, ready: () => true, credentials });
  const folder = mkdtempSync(join(tmpdir(), "omni-healthcheck-"));
  const files = { OMNI_TLS_CERT_FILE: identity.cert, OMNI_TLS_KEY_FILE: identity.key, OMNI_TLS_CA_FILE: identity.ca };
  const tls: Record<string, string> = {};
  for (const [name, text] of Object.entries(files)) {
    tls[name] = join(folder, name);
    writeFileSync(tls[name], text);
  }
  const environment = { OMNI_SERVICE: "journey", OMNI_GRPC_PORT: String(listener.port) };
  expect(await check({ ...environment, ...tls })).toEqual(well);
  expect((await check(environment))[0]).toBe(1);
  await listener.stop();
  rmSync(folder, { recursive: true });
});

test("the gateway is well while /readyz says so", async () => {
  let status = 200;
  const server = createServer((request, response) => {
    response.writeHead(request.url === "/readyz" ? status : 404).end();
  });
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  // A server that listens on TCP has such an address.
  const { port } = server.address() as AddressInfo;
  const environment = { OMNI_SERVICE: "gateway", OMNI_PORT: String(port) };
  expect(await check(environment)).toEqual(well);
  status = 503;
  expect(await check(environment)).toEqual(notReady);
  server.close();
  server.closeAllConnections();
  expect(await check(environment)).toEqual([1, expect.stringContaining("ECONNREFUSED")]);
});
