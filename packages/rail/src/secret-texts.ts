import type { Random } from "@omni/kernel";
import { readSigningKey } from "@omni/platform/config";
import type { KeyObject } from "node:crypto";

export interface Secrets {
  /** Signs contexts: a private Ed25519 key, used by the access service alone. */
  readonly contextKey: KeyObject;
  /** Seals consistency tokens and hashes idempotency keys; at least 32 bytes. */
  readonly tokenKey: Uint8Array;
  /** Under which API keys are hashed; at least 32 bytes. */
  readonly keyPepper: Uint8Array;
  /** Under which secrets are encrypted that have to be read again; at least 32 bytes. */
  readonly masterKey: Uint8Array;
}

/** Secrets as they are kept: base64 of the key's PKCS#8 form, and of the bytes. */
export type SecretTexts = Readonly<Record<keyof Secrets, string>>;

export const secretBytesMin = 32;

// PKCS#8 around the 32 bytes of an Ed25519 private key (RFC 8410 §7).
const ed25519Head = Buffer.from("302e020100300506032b657004220420", "hex");

/** New secrets, from unpredictable bytes. */
export function makeSecretTexts(random: Random): SecretTexts {
  const bytes = () => Buffer.from(random(new Uint8Array(secretBytesMin)));
  return {
    contextKey: Buffer.concat([ed25519Head, bytes()]).toString("base64"),
    tokenKey: bytes().toString("base64"),
    keyPepper: bytes().toString("base64"),
    masterKey: bytes().toString("base64"),
  };
}

/** The secrets behind what was kept; `undefined` when one is missing or has not the right form. */
export function readSecretTexts(kept: unknown): Secrets | undefined {
  if (typeof kept !== "object" || kept === null) return undefined;
  const texts = new Map<string, unknown>(Object.entries(kept));
  const contextKey = keyOf(texts.get("contextKey"));
  const [tokenKey, keyPepper, masterKey] = ["tokenKey", "keyPepper", "masterKey"].map((name) =>
    bytesOf(texts.get(name)),
  );
  return contextKey && tokenKey && keyPepper && masterKey && { contextKey, tokenKey, keyPepper, masterKey };
}

const keyOf = (text: unknown): KeyObject | undefined => (typeof text === "string" ? readSigningKey(text) : undefined);

function bytesOf(text: unknown): Uint8Array | undefined {
  if (typeof text !== "string") return undefined;
  const bytes = Buffer.from(text, "base64");
  return bytes.length >= secretBytesMin ? bytes : undefined;
}
