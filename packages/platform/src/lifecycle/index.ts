export { CannotStart } from "./cannot-start.ts";
export { runProcess, runTask, type SignalSource, untilStopped } from "./run-process.ts";
export type { Running, Service, ServicePorts } from "./service.ts";
export { type Begin, startInOrder, type StartOptions } from "./start-in-order.ts";
