import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { CannotStart } from "../lifecycle/cannot-start.ts";
import type { Running } from "../lifecycle/service.ts";
import type { Telemetry } from "./telemetry.ts";

export interface MetricsListener extends Running {
  readonly port: number;
}

/** Serves `GET /metrics` on a port of its own (0 takes any free one), so that it is never reachable with the API; shared, a successor may open it too. */
export function serveMetrics(
  telemetry: Telemetry,
  { host, port, sharePort = false }: { host: string; port: number; sharePort?: boolean },
): Promise<MetricsListener> {
  const server = createServer((request, response) => {
    if (request.method !== "GET" || request.url !== "/metrics") {
      response.writeHead(404).end();
      return;
    }
    telemetry.text().then(
      ({ body, contentType }) => response.writeHead(200, { "content-type": contentType }).end(body),
      () => response.writeHead(500).end(),
    );
  });
  const stop = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return new Promise((resolve, reject) => {
    server.once("error", (error) => {
      reject(new CannotStart(`The metrics port ${host}:${port} cannot be opened: ${error.message}`, { cause: error }));
    });
    server.listen({ port, host, reusePort: sharePort }, () => {
      // A server that listens on TCP has such an address.
      const address = server.address() as AddressInfo;
      resolve({ port: address.port, stop });
    });
  });
}
