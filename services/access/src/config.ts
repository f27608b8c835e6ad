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
}

/** `tnt_alpha` and `tnt_beta`, in Riyadh: what `OMNI_TENANTS_FILE` means in development when it is not set. */
export const developmentTenantsFile = fileURLToPath(new URL("../tenants.development.json", import.meta.url));
