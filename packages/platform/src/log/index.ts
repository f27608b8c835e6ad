export type { LogFields } from "./fields.ts";
export { type Log, type LogLevel, type LogOptions, openLog, silentLog } from "./log.ts";
