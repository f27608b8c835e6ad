import { errors } from "@omni/contracts/errors";
import { addMilliseconds, type Clock, type Ids, instant, type Instant, isCallerId } from "@omni/kernel";
import { invalid, type Refusal, refusal, type Result } from "@omni/kernel";
import { createSecretKey } from "node:crypto";
import type { Log } from "../log/index.ts";
import type { RequestMeter } from "../telemetry/request-meter.ts";
import type { Authority } from "./authority.ts";
import type { Encoded, Outgoing } from "./call.ts";
import { type CallParts, callOpener } from "./call-opener.ts";
import { callReport, type CallTrace } from "./call-report.ts";
import { consistencyTokens } from "./consistency.ts";
import type { VerifyContext } from "./context.ts";
import { deadlineWatch } from "./deadline-watch.ts";
import { interceptor } from "./interceptor.ts";
import type { RpcMethod, RpcService } from "./rpc-service.ts";
import type { Transport } from "./transport.ts";
import { isWholeMessage } from "./wire-format.ts";

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

const late = (): Refusal => refusal("request.deadline_exceeded");

export function rpcServer(options: RpcServerOptions): RpcServer {
  const { clock, ids, name, services } = options;
  const methods = new Map(services.flatMap((one) => one.methods).map((method) => [method.codec.path, method]));
  const watch = deadlineWatch(clock);
  const report = callReport(options.log, options.meter);
  const serve = server(options, report.bug);
  const idle = idleWatch();

  const answer = (method: RpcMethod, parts: CallParts, trace: CallTrace): Promise<Result<Encoded>> => {
    idle.begin();
    const work = serve(method, parts, trace);
    void work.then(idle.end);
    return watch.within(parts.deadline, work, late);
  };
  let closing = false;

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
      if (closing) outcome = refusal("service.unavailable");
      else if (method === undefined) outcome = refusal("method.unknown");
      else if (deadline <= now) outcome = late();
      else if (bytes.length > messageBytesMax) outcome = refusal("request.too_large");
      else outcome = await answer(method, { incoming, bytes, correlationId, deadline }, trace);
      report.call(trace, outcome);
      return outcome;
    },
    async close(graceMs = 5_000) {
      closing = true;
      await idle.reached(graceMs);
    },
  };
}

/** Counts the calls in hand, also those whose callers no longer wait. */
function idleWatch() {
  let inHand = 0;
  let reached: (() => void) | undefined;
  return {
    begin: (): void => void inHand++,
    end: (): void => {
      inHand--;
      if (inHand === 0) reached?.();
    },
    reached: (graceMs: number): Promise<void> =>
      new Promise((resolve) => {
        if (inHand === 0) return resolve();
        const timer = setTimeout(resolve, graceMs);
        reached = () => {
          clearTimeout(timer);
          resolve();
        };
      }),
  };
}

const correlationIdOf = ({ correlationId }: Outgoing, ids: Ids): string =>
  correlationId !== undefined && isCallerId(correlationId) ? correlationId : ids("req_");

type Serve = (method: RpcMethod, parts: CallParts, trace: CallTrace) => Promise<Result<Encoded>>;

/** Never rejects: what throws is a bug, is logged, and tells the caller nothing. */
function server(options: RpcServerOptions, logBug: (trace: CallTrace, bug: unknown) => void): Serve {
  const handle = handler(options);
  return async (method, parts, trace) => {
    try {
      const outcome = await handle(method, parts, trace);
      if (outcome.ok || Object.hasOwn(errors, outcome.code)) return outcome;
      logBug(trace, new Error(`The catalogue has no code ${outcome.code}.`));
    } catch (bug) {
      logBug(trace, bug);
    }
    return refusal("internal.error");
  };
}

function handler(options: RpcServerOptions): Serve {
  const { clock, authority, name, verify } = options;
  const secret = createSecretKey(options.tokenSecret);
  const identify = interceptor({ audience: name, authority, verify });
  const opener = callOpener({ authority, secret, tokens: consistencyTokens({ secret, clock }) });
  return async (method, parts, trace) => {
    const { incoming, bytes, deadline } = parts;
    if ("open" in method) {
      const request = decoded(method, bytes);
      return request === undefined ? malformed() : method.open(opener.publicCall(method.codec, parts, request));
    }
    if (incoming.credential === undefined) return refusal("credential.invalid");
    const request = decoded(method, bytes);
    if (request === undefined) return malformed();
    const identified = identify(method.rules, incoming.credential, request);
    const authorised = identified instanceof Promise ? await identified : identified;
    if (!authorised.ok) return authorised;
    trace.caller = authorised.value.caller;
    // The caller has been told already; what has not begun must not begin now.
    if (deadline <= clock()) return late();
    const call = opener.call(method.codec, parts, request, authorised.value);
    return call.ok ? method.guarded(call.value) : call;
  };
}

function decoded({ codec }: RpcMethod, bytes: Uint8Array): object | undefined {
  if (!isWholeMessage(bytes)) return undefined;
  try {
    return codec.decodeRequest(bytes);
  } catch {
    return undefined;
  }
}

const malformed = (): Refusal => invalid({ pointer: "", detail: "The bytes are not a message of this method." });
