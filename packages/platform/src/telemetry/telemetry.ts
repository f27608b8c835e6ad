import { monitorEventLoopDelay } from "node:perf_hooks";
import { setTimeout as wait } from "node:timers/promises";
import { Counter, Gauge, Registry } from "prom-client";
import { requestMeter, type RequestMeter } from "./request-meter.ts";

/** One process's metrics, in the text format of Prometheus. */
export interface Telemetry {
  /** For every `rpcServer` of the process. */
  readonly rpc: RequestMeter;
  /** A meter of another kind of request; once per prefix. */
  meter(prefix: string, what: string): RequestMeter;
  /** A value that is read when somebody looks: a lag, a queue. Once per name; `labels` are constant. */
  gauge(
    name: string,
    help: string,
    read: () => number | Promise<number>,
    labels?: Readonly<Record<string, string>>,
  ): void;
  /**
   * Something that is counted as it happens, by labels from a closed list; once per name. Counting 0 of it shows the
   * series before the first, so that the first one is seen as a rise.
   */
  counter<Label extends string>(
    name: string,
    help: string,
    labels: readonly Label[],
  ): (at: Readonly<Record<Label, string>>, by?: number) => void;
  /** All of them now, and their content type. */
  text(): Promise<{ readonly body: string; readonly contentType: string }>;
  /** Stops watching the event loop. */
  stop(): Promise<void>;
}

const resolutionMs = 10;

/** Nothing runs in the background but the histogram that Node itself keeps of its loop's delays. */
export function openTelemetry(): Telemetry {
  const registry = new Registry();
  const meter = (prefix: string, what: string): RequestMeter => requestMeter(registry, prefix, what);
  const gauges = gaugesOf(registry);
  const delays = monitorEventLoopDelay({ resolution: resolutionMs });
  delays.enable();
  // Since the last look, so that one bad second does not hide in a good day; the resolution itself is no delay.
  const loop = (name: string, nanoseconds: () => number): void =>
    gauges(`omni_event_loop_delay_${name}_seconds`, `The event loop's delay since the last look: ${name}.`, () =>
      Math.max(0, nanoseconds() / 1e9 - resolutionMs / 1_000),
    );
  loop("p50", () => delays.percentile(50));
  loop("p99", () => delays.percentile(99));
  loop("max", () => delays.max);
  return {
    rpc: meter("omni_rpc", "calls"),
    meter,
    gauge: gauges,
    counter(name, help, labels) {
      const counter = new Counter({ name, help, labelNames: [...labels], registers: [registry] });
      return (at, by = 1) => counter.inc({ ...at }, by);
    },
    async text() {
      // What has held the loop up until now is told at the next turn of the histogram's timer; a reset before would hide it.
      await wait(resolutionMs + 1);
      const body = await registry.metrics();
      delays.reset();
      return { body, contentType: registry.contentType };
    },
    async stop() {
      delays.disable();
    },
  };
}

/** What cannot be read is no number; it must not take the other metrics with it. */
async function valueOf(read: () => number | Promise<number>): Promise<number> {
  try {
    return await read();
  } catch {
    return Number.NaN;
  }
}

/** Gauges of one name with different labels are one metric. */
function gaugesOf(registry: Registry): Telemetry["gauge"] {
  const readers = new Map<
    string,
    { labels: Readonly<Record<string, string>>; read: () => number | Promise<number> }[]
  >();
  return (name, help, read, labels = {}) => {
    const known = readers.get(name);
    if (known !== undefined) {
      known.push({ labels, read });
      return;
    }
    const all = [{ labels, read }];
    readers.set(name, all);
    const gauge = new Gauge({
      name,
      help,
      labelNames: Object.keys(labels),
      registers: [],
      async collect() {
        const values = await Promise.all(all.map((one) => valueOf(one.read)));
        all.forEach((one, index) => this.set({ ...one.labels }, values[index] ?? Number.NaN));
      },
    });
    registry.registerMetric(gauge);
  };
}
