import { createRequire } from "node:module";
import { expect, test } from "vitest";
import { silentLog } from "../../log/index.ts";
import { calmTimers, type RequestQueue } from "./calm-timers.ts";

interface Queue extends RequestQueue {
  push(request: { entry: object; expectResponse: boolean; sendRequest: () => void }): void;
  maybeThrottle(milliseconds: number): void;
  destroy(): void;
}

/** A queue of kafkajs as a connection has it. */
function queue(maxInFlightRequests: number | null = null): Queue {
  calmTimers();
  const RequestQueueOfKafkajs = createRequire(import.meta.url)("kafkajs/src/network/requestQueue/index.js") as new (
    options: object,
  ) => Queue;
  const options = { maxInFlightRequests, requestTimeout: 1_000, enforceRequestTimeout: false, clientId: "c" };
  return new RequestQueueOfKafkajs({ ...options, broker: "b", logger: silentLog });
}

const request = (correlationId: number, sendRequest: () => void) => ({
  entry: { correlationId, apiKey: 0, apiName: "Test", apiVersion: 0, resolve() {}, reject() {} },
  expectResponse: true,
  sendRequest,
});

test("a connection on which nothing waits keeps no timer", () => {
  const idle = queue();
  idle.checkPendingRequests();
  expect(idle.throttleCheckTimeoutId).toBeNull();
  idle.push(request(1, () => undefined));
  idle.checkPendingRequests();
  expect(idle.throttleCheckTimeoutId).toBeNull();
});

test("a request that waits is sent when the broker's brake is off, and not before", async () => {
  const braked = queue();
  braked.maybeThrottle(60);
  const begun = performance.now();
  const waited = await new Promise<number>((resolve) => {
    braked.push(request(1, () => resolve(performance.now() - begun)));
  });
  expect(waited).toBeGreaterThan(50);
  braked.destroy();
});

test("a request beyond those that may be in flight is looked at again", () => {
  const full = queue(1);
  full.push(request(1, () => undefined));
  full.push(request(2, () => undefined));
  expect(full.pending).toHaveLength(1);
  expect(full.throttleCheckTimeoutId).not.toBeNull();
  full.destroy();
});

test("patching twice is patching once", () => {
  const patched = calmTimers().scheduleCheckPendingRequests;
  expect(calmTimers().scheduleCheckPendingRequests).toBe(patched);
});
