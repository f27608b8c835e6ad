import type { Instant } from "@omni/kernel";

interface Expiring {
  readonly expiresAt: Instant;
}

/** A bounded memory of things that are good until a time. */
export interface ExpiringCache<Value extends Expiring> {
  /** The value under a key while it is good. */
  get(key: string, now: Instant): Value | undefined;
  set(key: string, value: Value, now: Instant): void;
  readonly size: () => number;
}

/**
 * Holds at most `max` values. The oldest goes first: all values of one cache live about equally long, so the order
 * of insertion is the order of expiry, and expired ones (which may be credentials) leave with the next insertion.
 */
export function expiringCache<Value extends Expiring>(max: number): ExpiringCache<Value> {
  const values = new Map<string, Value>();
  return {
    size: () => values.size,
    get(key, now) {
      const value = values.get(key);
      return value !== undefined && value.expiresAt > now ? value : undefined;
    },
    set(key, value, now) {
      values.delete(key);
      values.set(key, value);
      for (const [oldest, { expiresAt }] of values) {
        if (expiresAt > now && values.size <= max) break;
        values.delete(oldest);
      }
    },
  };
}
