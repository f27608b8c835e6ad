import { idFromBytes } from "@omni/kernel";
import { createHash } from "node:crypto";
import { crc32 } from "node:zlib";
import type { KeyMode } from "../domain/api-key.ts";

/** An API key as its owner holds it, taken apart. */
export interface KeyParts {
  readonly mode: KeyMode;
  /** `key_` and 24 letters and digits. */
  readonly keyId: string;
  /** Which tenant's keys to look in (`tenantTag`). It only points: the secret proves. */
  readonly tenantTag: string;
  readonly secret: string;
}

const tagLength = 8;
const idLength = tagLength + 16;
const checksumLength = 6;
// 22 base-62 characters hold 131 bits.
const secretLength = 22;
const keyText = new RegExp(
  `^iof_(live|test)_([0-9a-hjkmnp-tv-z]{${idLength}})_([0-9A-Za-z]{${secretLength}})([0-9A-Za-z]{${checksumLength}})$`,
);

/**
 * Reads `iof_<mode>_<id>_<secret><checksum>`. Anything that was cut, mistyped, padded or whose checksum is wrong is
 * `undefined`, before anything is looked up.
 */
export function parseKey(text: string): KeyParts | undefined {
  const [, mode, id, secret, checksum] = keyText.exec(text) ?? [];
  if (id === undefined || secret === undefined || checksum === undefined) return undefined;
  if (checksumOf(text.slice(0, -checksumLength)) !== checksum) return undefined;
  const tenantTag = id.slice(0, tagLength);
  return { mode: mode === "live" ? "live" : "test", keyId: `key_${id}`, tenantTag, secret };
}

/** The text of a key, to be shown once. */
export function formatKey(mode: KeyMode, keyId: string, secret: string): string {
  const text = `iof_${mode}_${keyId.slice("key_".length)}_${secret}`;
  return text + checksumOf(text);
}

/** An id for a key of this tenant, from 10 bytes of time and chance: it tells in whose store the key lies. */
export const keyIdFor = (tenantId: string, bytes: Uint8Array): string =>
  `key_${tenantTag(tenantId)}${idFromBytes("key_", bytes.subarray(0, 10)).slice("key_".length)}`;

/** 40 bits that stand for a tenant in its key ids, without telling its name. */
export const tenantTag = (tenantId: string): string =>
  idFromBytes("key_", createHash("sha256").update(tenantId).digest().subarray(0, 5)).slice("key_".length);

/** A secret from at least 17 unpredictable bytes. */
export const secretFrom = (bytes: Uint8Array): string =>
  base62(BigInt(`0x${Buffer.from(bytes).toString("hex")}`), secretLength);

const checksumOf = (text: string): string => base62(BigInt(crc32(text)), checksumLength);

const digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/** The last `length` digits of a number in base 62. */
function base62(value: bigint, length: number): string {
  let text = "";
  for (let rest = value; text.length < length; rest /= 62n) text = digits.charAt(Number(rest % 62n)) + text;
  return text;
}
