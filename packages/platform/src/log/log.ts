import { destination, pino, stdTimeFunctions } from "pino";
import { type LogFields, onlyAllowed } from "./fields.ts";
import { readableLine } from "./readable-line.ts";

export type LogLevel = "debug" | "info" | "warn" | "error";

/** Writes lines. What is said stands in `message`, constant; what differs stands in the fields. */
export interface Log {
  debug(fields: LogFields, message: string): void;
  info(fields: LogFields, message: string): void;
  warn(fields: LogFields, message: string): void;
  error(fields: LogFields, message: string): void;
  /** A log that says these fields in every line. */
  with(fields: LogFields): Log;
}

export interface LogOptions {
  /** The least level that is written. */
  readonly level: LogLevel;
  /** One JSON object per line (production), or lines for people (development). */
  readonly format: "json" | "lines";
  /** Takes each line with its line break; default: the process's standard output, without waiting for it. */
  readonly write?: (line: string) => void;
}

export function openLog({ level, format, write }: LogOptions): Log {
  const output = write === undefined ? destination({ dest: 1, sync: false }) : { write };
  const sink = format === "json" ? output : { write: (line: string) => void output.write(readableLine(line)) };
  const options = {
    level,
    base: null,
    messageKey: "message",
    errorKey: "error",
    timestamp: stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    serializers: { error: describeError },
  };
  return logOver(pino(options, sink), {});
}

/** Writes nothing: for tests of other things. */
export const silentLog: Log = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  with: () => silentLog,
};

interface Lines {
  readonly debug: (fields: object, message: string) => void;
  readonly info: (fields: object, message: string) => void;
  readonly warn: (fields: object, message: string) => void;
  readonly error: (fields: object, message: string) => void;
  isLevelEnabled(level: string): boolean;
}

function logOver(lines: Lines, bound: LogFields): Log {
  const writer = (level: LogLevel) => (fields: LogFields, message: string) => {
    if (lines.isLevelEnabled(level)) lines[level]({ ...bound, ...onlyAllowed(fields) }, message);
  };
  return {
    debug: writer("debug"),
    info: writer("info"),
    warn: writer("warn"),
    error: writer("error"),
    with: (fields) => logOver(lines, { ...bound, ...onlyAllowed(fields) }),
  };
}

const causesMax = 5;

function describeError(error: unknown, depth = 0): unknown {
  if (!(error instanceof Error)) return typeof error === "string" ? error : `not an Error: ${typeof error}`;
  const { name, message, stack, cause } = error;
  const below = cause === undefined || depth === causesMax ? {} : { cause: describeError(cause, depth + 1) };
  return { name, message, stack, ...below };
}
