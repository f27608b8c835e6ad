import { errorKind } from "@omni/contracts/errors";
import type { Result } from "@omni/kernel";
import type { Log, LogFields } from "../log/index.ts";
import type { RequestMeter } from "../telemetry/request-meter.ts";
import type { Caller } from "./call.ts";

/** What is known of a call while it runs. */
export interface CallTrace {
  readonly method: string;
  readonly correlationId: string;
  /** By `performance.now()`. */
  readonly startedMs: number;
  caller?: Caller;
  bug?: unknown;
  reported?: true;
}

export interface CallReport {
  call(trace: CallTrace, outcome: Result<unknown>): void;
  /** Keeps a bug for the call's line; one that shows after the caller was answered gets a line of its own. */
  bug(trace: CallTrace, bug: unknown): void;
}

/**
 * One line per refused or failed call: ours (500) as an error, what may pass by itself (503) as a warning, the
 * caller's own as information. Neither requests nor replies are logged.
 */
export function callReport(log: Log, meter: RequestMeter | undefined): CallReport {
  return {
    call(trace, outcome) {
      trace.reported = true;
      const milliseconds = performance.now() - trace.startedMs;
      meter?.observe(trace.method, outcome.ok ? "ok" : outcome.code, milliseconds / 1000);
      if (!outcome.ok) writeLine(log, outcome.code, { ...fieldsOf(trace), durationMs: Math.round(milliseconds) });
    },
    bug(trace, bug) {
      trace.bug = bug;
      if (trace.reported)
        log.error({ ...fieldsOf(trace), code: "internal.error" }, "A call failed after its deadline.");
    },
  };
}

function writeLine(log: Log, code: string, fields: LogFields): void {
  const { http } = errorKind(code);
  if (http === 500) log.error({ ...fields, code }, "A call failed.");
  else if (http === 503) log.warn({ ...fields, code }, "A call could not be served.");
  else log.info({ ...fields, code }, "A call was refused.");
}

const fieldsOf = ({ method, correlationId, caller, bug }: CallTrace): LogFields => ({
  method,
  correlationId,
  ...(caller === undefined ? {} : { tenantId: caller.tenantId, clientId: caller.clientId }),
  ...(bug === undefined ? {} : { error: bug }),
});
