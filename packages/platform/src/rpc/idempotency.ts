import { accepted, refusal, type Result } from "@omni/kernel";
import { createHash, createHmac, type KeyObject } from "node:crypto";
import type { Caller, Idempotency } from "./call.ts";

const keyMax = 255;
const visible = /^[!-~]{1,255}$/;
// An HTTP structured string (RFC 9651 §3.3.3) without spaces.
const quoted = /^"(?:[!#-[\]-~]|\\["\\])+"$/;

/**
 * Reads an Idempotency-Key: 1 to 255 visible ASCII characters, as they are or as a quoted string (as in the IETF
 * draft "The Idempotency-Key HTTP Header Field"). Both forms of one key are the same key.
 */
export function parseIdempotencyKey(text: string): Result<string> {
  if (!text.startsWith('"')) return visible.test(text) ? accepted(text) : refusal("idempotency.key_invalid");
  if (text.length > 2 * keyMax + 2 || !quoted.test(text)) return refusal("idempotency.key_invalid");
  const key = text.slice(1, -1).replace(/\\(.)/g, "$1");
  return key.length <= keyMax ? accepted(key) : refusal("idempotency.key_invalid");
}

/**
 * What the store remembers a call by (contract §1, "Idempotency-Key"). `method` is the full path; `request` are the
 * bytes as they came.
 */
export function idempotencyOf(
  secret: KeyObject,
  caller: Caller,
  method: string,
  key: string,
  request: Uint8Array,
): Idempotency {
  // None of the parts before the last can contain a line break, so different parts never make the same text.
  const scoped = `omni-idempotency\n${caller.tenantId}\n${caller.clientId}\n${method}\n${key}`;
  return {
    keyHash: createHmac("sha256", secret).update(scoped).digest("hex"),
    fingerprint: createHash("sha256").update(`${caller.actor.id}\n`).update(request).digest("hex"),
  };
}
