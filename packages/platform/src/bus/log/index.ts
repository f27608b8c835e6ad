export { openLogBus, type LogBusOptions } from "./open-log-bus.ts";
