import { accepted, type Clock, instant, refusal, type Result } from "@omni/kernel";
import { sign, verify, type KeyObject } from "node:crypto";
import type { Actor, Caller } from "./call.ts";
import { expiringCache } from "./expiring-cache.ts";

/** Writes a caller down for one audience (a service's name), so that the service needs to ask nobody. */
export type SignContext = (caller: Caller, audience: string) => string;

/**
 * Reads a context. Every fault is `credential.invalid`: not signed by the access service, made for another audience,
 * expired. `undefined` takes any audience: only for the access service, which exchanges one context for another.
 */
export type VerifyContext = (text: string, audience: string | undefined) => Result<Caller>;

// What is signed begins with this, so that no signature over anything else is ever taken for one over a context.
const purpose = "omni-context.v1.";
const lengthMax = 8_192;
const verifiedMax = 10_000;

const signedBytes = (payload: string): Buffer => Buffer.from(purpose + payload);

/** Signs contexts with an Ed25519 key; held by the access service alone. The caller's `expiresAt` is the context's. */
export const contextSigner =
  (privateKey: KeyObject): SignContext =>
  (caller, audience) => {
    const payload = Buffer.from(JSON.stringify({ audience, ...caller })).toString("base64url");
    return `${payload}.${sign(null, signedBytes(payload), privateKey).toString("base64url")}`;
  };

interface Verified {
  readonly caller: Caller;
  readonly audience: string;
  readonly expiresAt: Caller["expiresAt"];
}

/**
 * Verifies contexts against the access service's public keys (several while keys are rotated). A context that was
 * verified once is remembered by its text until it expires: verifying costs 50 µs, looking up less than one.
 */
export function contextVerifier({
  publicKeys,
  clock,
}: {
  publicKeys: readonly KeyObject[];
  clock: Clock;
}): VerifyContext {
  const known = expiringCache<Verified>(verifiedMax);
  return (text, audience) => {
    const now = clock();
    let verified = known.get(text, now);
    if (verified === undefined) {
      verified = readSigned(text, publicKeys);
      if (verified === undefined || verified.expiresAt <= now) return refusal("credential.invalid");
      known.set(text, verified, now);
    }
    if (audience !== undefined && verified.audience !== audience) return refusal("credential.invalid");
    return accepted(verified.caller);
  };
}

function readSigned(text: string, publicKeys: readonly KeyObject[]): Verified | undefined {
  const dot = text.indexOf(".");
  if (dot < 1 || text.length > lengthMax) return undefined;
  const payload = text.slice(0, dot);
  const signature = Buffer.from(text.slice(dot + 1), "base64url");
  const bytes = signedBytes(payload);
  if (!publicKeys.some((key) => verify(null, bytes, key, signature))) return undefined;
  return toVerified(JSON.parse(Buffer.from(payload, "base64url").toString("utf8")));
}

// The signature says that the access service wrote this; the checks below keep two versions of it apart.
function toVerified(value: unknown): Verified | undefined {
  if (!isRecord(value)) return undefined;
  const { audience, tenantId, zone, clientId, scopes, expiresAt } = value;
  const actor = toActor(value["actor"]);
  if (typeof audience !== "string" || typeof tenantId !== "string" || typeof zone !== "string") return undefined;
  if (typeof clientId !== "string" || !isTexts(scopes) || typeof expiresAt !== "number" || !actor) return undefined;
  const caller = { tenantId, zone, clientId, scopes, actor, expiresAt: instant(expiresAt) };
  return { caller, audience, expiresAt: caller.expiresAt };
}

function toActor(value: unknown): Actor | undefined {
  if (!isRecord(value)) return undefined;
  const { id, name, roles, teams, kind } = value;
  if (typeof id !== "string" || !isTexts(roles) || !isTexts(teams)) return undefined;
  if (kind !== "user" && kind !== "client") return undefined;
  return { id, roles, teams, kind, ...(typeof name === "string" ? { name } : {}) };
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((item) => typeof item === "string");
