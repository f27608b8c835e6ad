export type { RequestMeter } from "./request-meter.ts";
export { type MetricsListener, serveMetrics } from "./serve-metrics.ts";
export { openTelemetry, type Telemetry } from "./telemetry.ts";
