import { accepted, refusal, type Result } from "@omni/kernel";
import { describe, expect, test } from "vitest";
import { sleep } from "../../work/index.ts";
import type { Encoded } from "../call.ts";
import { serviceDefinition } from "../definition.ts";
import type { Transport } from "../transport.ts";
import { grpcTransport, type HealthWatch, listenGrpc, watchHealth } from "./index.ts";
import { clock, listeningWith } from "./testing/one-method-server.ts";

const health = serviceDefinition<{ check: never }>("grpc/health/v1/health.proto", "grpc.health.v1.Health").codec(
  "check",
);
const says = (status: string): Result<Encoded> => accepted({ encoded: health.encodeReply({ status }) });
const good = says("SERVING");
const bad = says("NOT_SERVING");
const none = refusal("service.unavailable");
const nonsense: Result<Encoded> = accepted({ encoded: Buffer.from("nonsense") });

/** A watch of a server that answers each round as it is told; it asks again when it is told so. */
function toldWatch() {
  const asked = new Map<string, (outcome: Result<Encoded>) => void>();
  let wake = (): void => {};
  let next = Promise.withResolvers<void>();
  const transport: Transport = {
    invoke: (_path, _outgoing, request) => {
      // The request of a check has the name of the service and nothing else.
      const { service = "" } = health.decodeRequest(request) as { service?: string };
      return new Promise((resolve) => void asked.set(service, resolve));
    },
    close: async () => {},
  };
  const watch: HealthWatch = watchHealth({
    transport,
    clock,
    sleep: (_, signal) => {
      next.resolve();
      return new Promise((resolve) => {
        wake = resolve;
        signal?.addEventListener("abort", () => resolve());
      });
    },
  });
  const round = async (whole: Result<Encoded>, bus: Result<Encoded> = none): Promise<void> => {
    next = Promise.withResolvers();
    asked.get("")?.(whole);
    asked.get("bus")?.(bus);
    wake();
    await next.promise;
  };
  return { watch, round };
}

describe("a health watch", () => {
  test("takes a service for not ready until it says that it is", async () => {
    const { watch, round } = toldWatch();
    expect(watch.notReady()).toBe("Nothing is known of it yet.");
    await round(none);
    expect(watch.notReady()).toBe("It does not answer.");
    await round(bad);
    expect(watch.notReady()).toBe("It says that it takes no work now.");
    await round(good);
    expect(watch.notReady()).toBeUndefined();
  });

  test.each([
    ["no answer", none, "It does not answer."],
    ["a no", bad, "It says that it takes no work now."],
    ["an answer that is none", nonsense, "It does not answer."],
  ])("bears %s once, believes it twice in a row, and forgets it at one good answer", async (_, answer, reason) => {
    const { watch, round } = toldWatch();
    await round(good);
    for (let again = 0; again < 3; again++) {
      await round(answer);
      expect(watch.notReady()).toBeUndefined();
      await round(good);
      expect(watch.notReady()).toBeUndefined();
    }
    await round(answer);
    await round(answer);
    expect(watch.notReady()).toBe(reason);
    await round(good);
    expect(watch.notReady()).toBeUndefined();
  });

  test("says that the bus waits when the service says so twice in a row, until it says otherwise", async () => {
    const { watch, round } = toldWatch();
    expect(watch.busWaits()).toBe(false);
    const seen: boolean[] = [];
    for (const bus of [bad, good, bad, none, bad, none, none, good, bad]) {
      await round(good, bus);
      seen.push(watch.busWaits());
    }
    expect(seen).toEqual([false, false, false, false, true, true, true, false, false]);
    expect(watch.notReady()).toBeUndefined();
  });

  test("follows a real server over the transport that its calls take, and ends", async () => {
    let ready = true;
    let taken = true;
    const options = { ...listeningWith(async (text) => text), ready: () => ready, busTaken: () => taken };
    const first = await listenGrpc(options);
    const transport = grpcTransport({ address: first.address, clock });
    const watch = watchHealth({ transport, clock, sleep, everyMs: 1, timeoutMs: 60_000 });
    await expect.poll(watch.notReady).toBeUndefined();
    ready = false;
    taken = false;
    await expect.poll(watch.notReady).toBe("It says that it takes no work now.");
    await expect.poll(watch.busWaits).toBe(true);
    await first.stop();
    await expect.poll(watch.notReady).toBe("It does not answer.");
    const second = await listenGrpc({ ...options, port: first.port, ready: () => true, busTaken: () => true });
    await expect.poll(watch.notReady).toBeUndefined();
    await expect.poll(watch.busWaits).toBe(false);
    await watch.stop();
    await transport.close();
    await second.stop();
  });
});
