import type { Clock } from "./instant.ts";

/** Fills an array with unpredictable bytes; handed in, so that tests own chance. */
export type Random = (bytes: Uint8Array) => Uint8Array;

/** Makes a new id of the rail's own, such as `jrn_01j9…`: time-ordered, then 80 unpredictable bits. */
export type Ids = (prefix: IdPrefix) => string;

export type IdPrefix = "jrn_" | "tmpl_" | "apr_" | "del_" | "evt_" | "ntf_" | "whe_" | "key_" | "req_";

// Crockford's base 32 in lower case: no i, l, o, u, so ids survive being read out on the telephone.
const alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

/** Ids as in a ULID: 48 bits of milliseconds, 80 of chance. */
export const idsFrom =
  (clock: Clock, random: Random): Ids =>
  (prefix) =>
    prefix + encodeTime(clock()) + encodeBytes(random(new Uint8Array(10)));

/** An id of the same shape from 16 given bytes (an HMAC over an idempotency key, say): twins get the same id. */
export const idFromBytes = (prefix: IdPrefix, bytes: Uint8Array): string => prefix + encodeBytes(bytes.subarray(0, 16));

function encodeTime(milliseconds: number): string {
  let text = "";
  for (let rest = milliseconds, digit = 0; digit < 10; digit++) {
    text = alphabet.charAt(rest % 32) + text;
    rest = Math.floor(rest / 32);
  }
  return text;
}

function encodeBytes(bytes: Uint8Array): string {
  let text = "";
  let buffer = 0;
  let bits = 0;
  for (const byte of bytes) {
    buffer = ((buffer << 8) | byte) & 0xfff;
    for (bits += 8; bits >= 5; bits -= 5) text += alphabet.charAt((buffer >> (bits - 5)) & 31);
  }
  return bits > 0 ? text + alphabet.charAt((buffer << (5 - bits)) & 31) : text;
}

/** Ids that callers bring along (users, customers, contracts, steps): contract §1, "Ids". */
export const isCallerId = (text: string): boolean => /^[A-Za-z0-9._:@-]{1,128}$/.test(text);
