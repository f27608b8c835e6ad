import type { Random } from "@omni/kernel";
import { readSigningKey } from "@omni/platform/config";
import { createPublicKey } from "node:crypto";
import { makeSecretTexts, secretBytesMin } from "../secret-texts.ts";

/** New secrets for processes that find them in their environment, by the names of their variables. */
export function secretVariables(random: Random): Readonly<Record<string, string>> {
  const { contextKey, tokenKey, keyPepper } = makeSecretTexts(random);
  return {
    OMNI_CONTEXT_KEY: contextKey,
    OMNI_CONTEXT_PUBLIC_KEYS: publicKeyOf(contextKey),
    OMNI_TOKEN_KEY: tokenKey,
    OMNI_KEY_PEPPER: keyPepper,
    OMNI_TIMELINE_KEY: Buffer.from(random(new Uint8Array(secretBytesMin))).toString("base64"),
  };
}

function publicKeyOf(contextKey: string): string {
  const key = readSigningKey(contextKey);
  if (key === undefined) throw new Error("A context key that was just made cannot be read.");
  return createPublicKey(key).export({ type: "spki", format: "der" }).toString("base64");
}
