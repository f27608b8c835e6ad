export { openLogBus, type BusProblem, type LogBusOptions } from "./open-log-bus.ts";
