import { errors } from "@omni/contracts/errors";
import { type Clock, invalid, type Refusal, refusal, type Result } from "@omni/kernel";
import type { KeyObject } from "node:crypto";
import { StoreAway } from "../store/store-away.ts";
import type { Authority } from "./authority.ts";
import type { Encoded } from "./call.ts";
import { type CallParts, callOpener } from "./call-opener.ts";
import type { CallReport, CallTrace } from "./call-report.ts";
import { consistencyTokens } from "./consistency.ts";
import type { VerifyContext } from "./context.ts";
import { interceptor } from "./interceptor.ts";
import type { RpcMethod } from "./rpc-service.ts";
import { isWholeMessage } from "./wire-format.ts";

export interface ServeOptions {
  readonly audience: string;
  readonly authority: Authority;
  readonly verify: VerifyContext;
  readonly clock: Clock;
  readonly secret: KeyObject;
  readonly report: CallReport;
}

/** Takes one call from its bytes to its outcome. */
export type Serve = (method: RpcMethod, parts: CallParts, trace: CallTrace) => Promise<Result<Encoded>>;

/** The outcome when nobody waits any more. */
export const late = (): Refusal => refusal("request.deadline_exceeded");

/** Never rejects: what throws, unless it is a store that is away, is a bug, is logged, and tells the caller nothing. */
export function serving(options: ServeOptions): Serve {
  const { report } = options;
  const handle = handling(options);
  return async (method, parts, trace) => {
    try {
      const outcome = await handle(method, parts, trace);
      if (outcome.ok || Object.hasOwn(errors, outcome.code)) return outcome;
      report.bug(trace, new Error(`The catalogue has no code ${outcome.code}.`));
    } catch (error) {
      // A handler that reads for itself, outside a collection's own commands.
      if (error instanceof StoreAway) return refusal("store.unavailable");
      report.bug(trace, error);
    }
    return refusal("internal.error");
  };
}

function handling({ audience, authority, verify, clock, secret }: ServeOptions): Serve {
  const identify = interceptor({ audience, authority, verify });
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
    const request = codec.decodeRequest(bytes);
    return isAltered(request, bytes) ? undefined : request;
  } catch {
    return undefined;
  }
}

// Bytes that are no UTF-8 are decoded to U+FFFD, silently; a U+FFFD that was really sent stands in the bytes.
const replacement = Buffer.from("\u{FFFD}");
const isAltered = (request: object, bytes: Uint8Array): boolean =>
  hasReplacement(request) && !Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(replacement);

function hasReplacement(value: unknown): boolean {
  if (typeof value === "string") return value.includes("\u{FFFD}");
  if (typeof value !== "object" || value === null || value instanceof Uint8Array) return false;
  for (const member of Object.values(value)) if (hasReplacement(member)) return true;
  return false;
}

const malformed = (): Refusal => invalid({ pointer: "", detail: "The bytes are not a message of this method." });
