import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { CannotStart } from "../lifecycle/index.ts";
import { openTelemetry, serveMetrics, type Telemetry } from "./index.ts";

describe("telemetry", () => {
  let telemetry: Telemetry;
  beforeEach(() => void (telemetry = openTelemetry()));
  afterEach(() => telemetry.stop());
  const lines = async () => (await telemetry.text()).body.split("\n");

  test("counts calls by method and outcome, and times them by method", async () => {
    telemetry.rpc.observe("/a/B", "ok", 0.002);
    telemetry.rpc.observe("/a/B", "ok", 0.002);
    telemetry.rpc.observe("/a/B", "contention", 3);
    const text = await lines();
    expect(text).toContain('omni_rpc_requests_total{method="/a/B",code="ok"} 2');
    expect(text).toContain('omni_rpc_requests_total{method="/a/B",code="contention"} 1');
    expect(text).toContain('omni_rpc_duration_seconds_bucket{le="0.0025",method="/a/B"} 2');
    expect(text).toContain('omni_rpc_duration_seconds_count{method="/a/B"} 3');
  });

  test("reads a gauge when it is looked at, and joins those of one name", async () => {
    let lag = 1;
    telemetry.gauge("omni_lag", "Messages.", () => lag, { group: "a" });
    telemetry.gauge("omni_lag", "Messages.", async () => 7, { group: "b" });
    lag = 2;
    expect(await lines()).toEqual(expect.arrayContaining(['omni_lag{group="a"} 2', 'omni_lag{group="b"} 7']));
  });

  test("shows a blocked event loop once, at the next look", async () => {
    const max = async () => {
      const line = (await lines()).find((one) => one.startsWith("omni_event_loop_delay_max_seconds "));
      return Number(line?.split(" ")[1]);
    };
    const turn = () => new Promise((resolve) => setTimeout(resolve, 25));
    await turn();
    const end = performance.now() + 120;
    while (performance.now() < end);
    await turn();
    const blocked = await max();
    expect(blocked).toBeGreaterThan(0.08);
    await turn();
    expect(await max()).toBeLessThan(blocked);
  });

  test("a look that had to wait for a blocked event loop shows that it was", async () => {
    await new Promise((resolve) => setTimeout(resolve, 25));
    const end = performance.now() + 120;
    const look = new Promise((resolve) => setImmediate(resolve)).then(lines);
    while (performance.now() < end);
    const line = (await look).find((one) => one.startsWith("omni_event_loop_delay_max_seconds "));
    expect(Number(line?.split(" ")[1])).toBeGreaterThan(0.08);
  });

  test("a count of nothing shows the series", async () => {
    const count = telemetry.counter("omni_lost_total", "Lost.", ["group"]);
    count({ group: "a" }, 0);
    expect(await lines()).toContain('omni_lost_total{group="a"} 0');
    count({ group: "a" });
    expect(await lines()).toContain('omni_lost_total{group="a"} 1');
  });

  test("is served at /metrics alone", async () => {
    telemetry.rpc.observe("/a/B", "ok", 0.002);
    const listener = await serveMetrics(telemetry, { host: "127.0.0.1", port: 0 });
    const metrics = await fetch(`http://127.0.0.1:${listener.port}/metrics`);
    expect(metrics.headers.get("content-type")).toContain("text/plain");
    expect(await metrics.text()).toContain("omni_rpc_requests_total");
    expect((await fetch(`http://127.0.0.1:${listener.port}/`)).status).toBe(404);
    const again = serveMetrics(telemetry, { host: "127.0.0.1", port: listener.port });
    await expect(again).rejects.toThrow(CannotStart);
    await listener.stop();
  });
});
