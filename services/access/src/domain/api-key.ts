import type { Instant } from "@omni/kernel";

/** Whether a key's text begins with `iof_live_` or `iof_test_`. */
export type KeyMode = "live" | "test";

/** A tenant's credential for a system. The secret itself is shown once and never stored. */
export interface ApiKey {
  /** `key_…`; names the client in events and evidence. */
  readonly id: string;
  readonly mode: KeyMode;
  /** HMAC-SHA-256 under the pepper, 64 hex digits (`key-hash.ts`). */
  readonly secretHash: string;
  readonly scopes: readonly string[];
  /** The user in whose name the key acts when a request names nobody. */
  readonly userId?: string;
  readonly createdAt: Instant;
  /** From this millisecond on the key is refused. */
  readonly expiresAt?: Instant;
}

export const keyExpired = (key: ApiKey, now: Instant): boolean => key.expiresAt !== undefined && now >= key.expiresAt;
