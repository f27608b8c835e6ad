import { createPrivateKey, createPublicKey, type KeyObject } from "node:crypto";
import type { Documented, Variable } from "./variable.ts";

/** A private Ed25519 key: PEM, or base64 of its PKCS#8 form. */
export const signingKey = ({ doc }: Documented): Variable<KeyObject> => ({
  doc,
  secret: true,
  expected: "an Ed25519 private key, as PEM or as base64 of its PKCS#8 form",
  read: readSigningKey,
});

/** Public Ed25519 keys with commas between them: PEM, or base64 of their SPKI form. Several while one replaces another. */
export const verificationKeys = ({ doc }: Documented): Variable<readonly KeyObject[]> => ({
  doc,
  expected: "Ed25519 public keys, as PEM or as base64 of their SPKI form, with commas between them",
  read: (found) => {
    const keys = found.split(",").map((one) => ed25519(() => readPublicKey(one.trim())));
    return keys.every((key) => key !== undefined) ? keys : undefined;
  },
});

/** The key behind a text; `undefined` when it is none. */
export const readSigningKey = (text: string): KeyObject | undefined =>
  ed25519(() =>
    text.includes("-----BEGIN")
      ? createPrivateKey(text)
      : createPrivateKey({ key: Buffer.from(text, "base64"), format: "der", type: "pkcs8" }),
  );

const readPublicKey = (text: string): KeyObject =>
  text.includes("-----BEGIN PUBLIC KEY")
    ? createPublicKey(text)
    : createPublicKey({ key: Buffer.from(text, "base64"), format: "der", type: "spki" });

function ed25519(read: () => KeyObject): KeyObject | undefined {
  try {
    const key = read();
    return key.asymmetricKeyType === "ed25519" ? key : undefined;
  } catch {
    return undefined;
  }
}
