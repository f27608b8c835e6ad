import { accepted, type Clock, instant, type Instant, refusal, type Result } from "@omni/kernel";
import { createHmac, timingSafeEqual, type KeyObject } from "node:crypto";
import type { SeenWrite } from "./call.ts";

/** Contract §1, "Read your own write". */
const writesMax = 16;
const lifetimeMs = 5 * 60_000;
const lengthMax = 8_192;

/** Omni-Consistency tokens: which writes their holder wants to see. */
export interface ConsistencyTokens {
  /**
   * The writes of a token that this rail gave to this tenant, without those that are older than 5 minutes. Anything
   * else is `consistency.invalid`.
   */
  read(tenantId: string, token: string): Result<readonly SeenWrite[]>;
  /** A token over earlier writes and a new one: the latest 16, the highest sequence of each aggregate. */
  after(tenantId: string, seen: readonly SeenWrite[], write: Omit<SeenWrite, "at">): string;
}

interface Entry {
  readonly t: string;
  readonly i: string;
  readonly s: number;
  readonly a: number;
}

export function consistencyTokens({ secret, clock }: { secret: KeyObject; clock: Clock }): ConsistencyTokens {
  const sealOf = (tenantId: string, payload: string): Buffer =>
    createHmac("sha256", secret).update(`omni-consistency\n${tenantId}\n${payload}`).digest();
  return {
    read(tenantId, token) {
      const [payload = "", seal = "", ...rest] = token.split(".", 3);
      const given = Buffer.from(seal, "base64url");
      const made = sealOf(tenantId, payload);
      const genuine = token.length <= lengthMax && rest.length === 0 && given.length === made.length;
      if (!genuine || !timingSafeEqual(given, made)) return refusal("consistency.invalid");
      return accepted(readWrites(payload, instant(clock() - lifetimeMs)));
    },
    after(tenantId, seen, write) {
      const at = clock();
      const entries = merge(seen, { ...write, at }).map(toEntry);
      const payload = Buffer.from(JSON.stringify({ at, entries })).toString("base64url");
      return `${payload}.${sealOf(tenantId, payload).toString("base64url")}`;
    },
  };
}

function merge(seen: readonly SeenWrite[], write: SeenWrite): readonly SeenWrite[] {
  const others = seen.filter(
    (one) => one.aggregateType !== write.aggregateType || one.aggregateId !== write.aggregateId,
  );
  const same = seen.find((one) => one.aggregateType === write.aggregateType && one.aggregateId === write.aggregateId);
  const latest = same !== undefined && same.sequence > write.sequence ? same : write;
  return [latest, ...others].toSorted((left, right) => right.at - left.at).slice(0, writesMax);
}

const toEntry = (write: SeenWrite): Entry => ({
  t: write.aggregateType,
  i: write.aggregateId,
  s: write.sequence,
  a: write.at,
});

function readWrites(payload: string, oldest: Instant): readonly SeenWrite[] {
  // Sealed by this rail: what follows is what `after` has written.
  const { entries } = JSON.parse(Buffer.from(payload, "base64url").toString("utf8")) as { entries: readonly Entry[] };
  return entries
    .filter((entry) => entry.a >= oldest)
    .map((entry) => ({ aggregateType: entry.t, aggregateId: entry.i, sequence: entry.s, at: instant(entry.a) }));
}
