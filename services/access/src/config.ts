import { oneOf, optional, secret, signingKey, text } from "@omni/platform/config";
import type { KeyObject } from "node:crypto";
import { fileURLToPath } from "node:url";

/** What whoever composes processes decides for the access service. */
export interface AccessConfig {
  /** The JSON file that names the tenants and their settings: `OMNI_TENANTS_FILE`. */
  readonly tenantsFile: string;
  /** Whether decisions need the user's own token in tenants whose file does not say: on outside development. */
  readonly decisionsByUserTokenOnly: boolean;
  /** The key of the HMAC under which secrets of API keys are stored, at least 32 bytes: `OMNI_KEY_PEPPER`. */
  readonly keyPepper: Uint8Array;
  /** The Ed25519 private key that signs contexts: `OMNI_CONTEXT_KEY`. Every service holds its public half. */
  readonly contextKey: KeyObject;
  /** The timeline's key, at least 32 bytes, from which its own credentials follow: `OMNI_TIMELINE_KEY`. */
  readonly timelineKey: Uint8Array;
}

/** `tnt_alpha` and `tnt_beta`, in Riyadh: what `OMNI_TENANTS_FILE` means in development when it is not set. */
export const developmentTenantsFile = fileURLToPath(new URL("../tenants.development.json", import.meta.url));

/** The variables of the access process. In production the tenants are named; in development two are there. */
export const accessVariables = (mode: "development" | "production") => ({
  OMNI_CONTEXT_KEY: signingKey({ doc: "Signs the contexts in which services tell each other who calls." }),
  OMNI_KEY_PEPPER: secret({ bytesMin: 32, doc: "Under which API keys are hashed; another one voids them all." }),
  OMNI_TIMELINE_KEY: secret({ bytesMin: 32, doc: "Proves that it is the timeline who asks." }),
  OMNI_TENANTS_FILE: text({
    ...(mode === "development" ? { default: developmentTenantsFile } : {}),
    doc: "The JSON file that names the tenants.",
  }),
  OMNI_SEED: oneOf({
    words: ["auto", "force", "off"],
    default: "auto",
    doc: "Development data: on loopback only (auto), on any address (force), or none (off). Never in production.",
  }),
  OMNI_DEVELOPMENT_KEYS_FILE: optional(
    text({ doc: "Where the keys of the development data are written, mode 0600: JSON, one entry per tenant." }),
  ),
});
