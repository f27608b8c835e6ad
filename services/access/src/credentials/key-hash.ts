import { createHmac, type KeyObject, timingSafeEqual } from "node:crypto";
import type { KeyParts } from "./key-text.ts";

/** HMAC-SHA-256 under the pepper, 64 hex digits: all that is stored of a secret. Bound to its key, so hashes cannot be swapped. */
export const hashSecret = (pepper: KeyObject, keyId: string, secret: string): string =>
  createHmac("sha256", pepper).update(`${keyId}\n${secret}`).digest("hex");

// Compared when there is no such key, so that existence does not show in the time an answer takes.
const nobody = "0".repeat(64);

/** Whether a secret belongs to a stored hash, in constant time; without a stored hash it never does, in the same time. */
export function secretMatches(pepper: KeyObject, parts: KeyParts, storedHash: string | undefined): boolean {
  const offered = Buffer.from(hashSecret(pepper, parts.keyId, parts.secret), "hex");
  const equal = timingSafeEqual(offered, Buffer.from(storedHash ?? nobody, "hex"));
  return equal && storedHash !== undefined;
}
