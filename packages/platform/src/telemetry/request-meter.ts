import { Counter, Histogram, type Registry } from "prom-client";

/** Rate, errors and duration of one kind of request. `rpcServer` takes one; the gateway counts its routes with another. */
export interface RequestMeter {
  /** `method` is a path or route from a closed list; `code` is `ok` or a code of the catalogue. */
  observe(method: string, code: string, seconds: number): void;
}

// From a direct read (well below a millisecond) to the deadline of 5 s.
const buckets = [0.000_25, 0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 2.5, 5, 10];

/** Makes `<prefix>_requests_total{method,code}` and `<prefix>_duration_seconds{method}`. */
export function requestMeter(registry: Registry, prefix: string, what: string): RequestMeter {
  const requests = new Counter({
    name: `${prefix}_requests_total`,
    help: `${what} by method and outcome: ok, or the code of the refusal.`,
    labelNames: ["method", "code"],
    registers: [registry],
  });
  const durations = new Histogram({
    name: `${prefix}_duration_seconds`,
    help: `How long ${what} took, refused ones included.`,
    labelNames: ["method"],
    buckets,
    registers: [registry],
  });
  return {
    observe(method, code, seconds) {
      requests.inc({ method, code });
      durations.observe({ method }, seconds);
    },
  };
}
