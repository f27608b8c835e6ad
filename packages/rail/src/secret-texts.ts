import type { Random } from "@omni/kernel";
import { createPrivateKey, type KeyObject } from "node:crypto";

export const secretNames = ["contextKey", "tokenKey", "keyPepper", "masterKey"] as const;
export type SecretName = (typeof secretNames)[number];

/** Each secret as text: an Ed25519 private key as PEM or as base64 of its PKCS#8 form; else base64 of bytes. */
export type SecretTexts = Readonly<Record<SecretName, string>>;

export interface Secrets {
  /** Signs contexts: a private Ed25519 key, used by the access service alone. */
  readonly contextKey: KeyObject;
  /** Seals consistency tokens and hashes idempotency keys; at least 32 bytes. */
  readonly tokenKey: Uint8Array;
  /** Under which API keys are hashed; at least 32 bytes. */
  readonly keyPepper: Uint8Array;
  /** Under which stored secrets (webhook secrets, personal data) will be encrypted; at least 32 bytes. */
  readonly masterKey: Uint8Array;
}

const bytesMin = 32;
// PKCS#8 around the 32 bytes of an Ed25519 private key (RFC 8410 §7).
const ed25519Head = Buffer.from("302e020100300506032b657004220420", "hex");

/** New secrets, from unpredictable bytes. */
export function makeSecretTexts(random: Random): SecretTexts {
  const bytes = () => Buffer.from(random(new Uint8Array(bytesMin)));
  return {
    contextKey: Buffer.concat([ed25519Head, bytes()]).toString("base64"),
    tokenKey: bytes().toString("base64"),
    keyPepper: bytes().toString("base64"),
    masterKey: bytes().toString("base64"),
  };
}

/** What each secret has to look like, and how to make one. */
export const secretForms: Readonly<Record<SecretName, string>> = {
  contextKey: "an Ed25519 private key as PEM or base64 of PKCS#8 (openssl genpkey -algorithm ed25519)",
  tokenKey: "base64 of at least 32 bytes (openssl rand -base64 32)",
  keyPepper: "base64 of at least 32 bytes (openssl rand -base64 32)",
  masterKey: "base64 of at least 32 bytes (openssl rand -base64 32)",
};

/** The secrets behind their texts, or the names of those that do not have the form asked for. */
export function readSecretTexts(texts: SecretTexts): { secrets: Secrets } | { malformed: readonly SecretName[] } {
  const contextKey = privateKey(texts.contextKey);
  const [tokenKey, keyPepper, masterKey] = [bytes(texts.tokenKey), bytes(texts.keyPepper), bytes(texts.masterKey)];
  if (contextKey && tokenKey && keyPepper && masterKey) {
    return { secrets: { contextKey, tokenKey, keyPepper, masterKey } };
  }
  const read = { contextKey, tokenKey, keyPepper, masterKey };
  return { malformed: secretNames.filter((name) => read[name] === undefined) };
}

function bytes(text: string): Uint8Array | undefined {
  if (!/^[A-Za-z0-9+/_-]+={0,2}$/.test(text)) return undefined;
  const read = Buffer.from(text, "base64");
  return read.length >= bytesMin ? read : undefined;
}

function privateKey(text: string): KeyObject | undefined {
  try {
    const key = text.includes("-----BEGIN")
      ? createPrivateKey(text)
      : createPrivateKey({ key: Buffer.from(text, "base64"), format: "der", type: "pkcs8" });
    return key.asymmetricKeyType === "ed25519" ? key : undefined;
  } catch {
    return undefined;
  }
}
