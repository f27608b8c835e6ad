import { addMilliseconds, type Clock, type Ids, instant, type Instant, isCallerId } from "@omni/kernel";
import { refusal, type Result } from "@omni/kernel";
import { createSecretKey, type KeyObject } from "node:crypto";
import type { Log } from "../log/index.ts";
import type { RequestMeter } from "../telemetry/request-meter.ts";
import type { Authority } from "./authority.ts";
import type { Encoded, Outgoing } from "./call.ts";
import type { CallParts } from "./call-opener.ts";
import { callReport, type CallTrace } from "./call-report.ts";
import type { VerifyContext } from "./context.ts";
import { deadlineWatch } from "./deadline-watch.ts";
import { idleWatch } from "./idle-watch.ts";
import type { RpcMethod, RpcService } from "./rpc-service.ts";
import { late, serving } from "./serve.ts";
import type { Transport } from "./transport.ts";

export interface RpcServerOptions {
  /** The service's name: contexts made for another audience are refused. */
  readonly name: string;
  readonly services: readonly RpcService[];
  readonly authority: Authority;
  readonly verify: VerifyContext;
  readonly clock: Clock;
  readonly ids: Ids;
  /** Seals consistency tokens and hashes idempotency keys: the same for all services, at least 32 bytes. */
  readonly tokenSecret: Uint8Array;
  readonly log: Log;
  /** Counts and times every call; `code` is `ok` or the refusal's. */
  readonly meter?: RequestMeter;
}

/** Runs handlers behind the interceptor, whatever way the calls come. */
export interface RpcServer {
  readonly name: string;
  /** The names of its services: `omni.journey.v1.JourneyService`. */
  readonly services: readonly string[];
  /** The paths of all its methods. */
  readonly paths: readonly string[];
  readonly invoke: Transport["invoke"];
  /** Refuses new calls; resolves when those in hand are done, or after `graceMs` (default 5,000). */
  close(graceMs?: number): Promise<void>;
}

/** The largest request, on either transport. */
export const messageBytesMax = 4 * 1024 * 1024;

const deadlineDefaultMs = 5_000;
const deadlineMaxMs = 60_000;

/** When a call's caller stops waiting: what it says, at most a minute from now; 5 s when it says nothing. */
export const deadlineOf = (asked: Instant | undefined, now: Instant): Instant =>
  asked === undefined ? addMilliseconds(now, deadlineDefaultMs) : instant(Math.min(asked, now + deadlineMaxMs));

export function rpcServer(options: RpcServerOptions): RpcServer {
  const { clock, ids, name, services, authority, verify } = options;
  const methods = new Map(services.flatMap((one) => one.methods).map((method) => [method.codec.path, method]));
  const report = callReport(options.log, options.meter);
  const serve = serving({ audience: name, authority, verify, clock, secret: secretOf(options), report });
  const watch = deadlineWatch(clock);
  const idle = idleWatch();
  let closing: Promise<void> | undefined;

  const answer = (method: RpcMethod, parts: CallParts, trace: CallTrace): Promise<Result<Encoded>> => {
    idle.begin();
    const work = serve(method, parts, trace);
    void work.then(idle.end);
    return watch.within(parts.deadline, work, late);
  };

  return {
    name,
    services: services.map((one) => one.name),
    paths: [...methods.keys()],
    async invoke(path, incoming, bytes) {
      const now = clock();
      const correlationId = correlationIdOf(incoming, ids);
      const deadline = deadlineOf(incoming.deadline, now);
      const method = methods.get(path);
      const trace: CallTrace = { method: method?.codec.path ?? "unknown", correlationId, startedMs: performance.now() };
      let outcome: Result<Encoded>;
      if (closing !== undefined) outcome = refusal("service.unavailable");
      else if (method === undefined) outcome = refusal("method.unknown");
      else if (deadline <= now) outcome = late();
      else if (bytes.length > messageBytesMax) outcome = refusal("request.too_large");
      else outcome = await answer(method, { incoming, bytes, correlationId, deadline }, trace);
      report.call(trace, outcome);
      return outcome;
    },
    close: (graceMs = 5_000) => (closing ??= idle.reached(graceMs)),
  };
}

function secretOf({ tokenSecret }: RpcServerOptions): KeyObject {
  if (tokenSecret.length < 32) throw new Error("The token secret must have at least 32 bytes.");
  return createSecretKey(tokenSecret);
}

const correlationIdOf = ({ correlationId }: Outgoing, ids: Ids): string =>
  correlationId !== undefined && isCallerId(correlationId) ? correlationId : ids("req_");
