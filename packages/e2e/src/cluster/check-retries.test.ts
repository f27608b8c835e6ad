import { expect, test } from "vitest";
import type { Attempt, Command } from "../crash/history.ts";
import { accepted } from "../crash/right-history.ts";
import { checkRetries, retriesIn } from "./check-retries.ts";

const reset: Attempt = { outcome: "unknown", why: "connection lost" };
const away: Attempt = { outcome: "unknown", why: "503 service.unavailable" };
const none: Attempt = { outcome: "unknown", why: "no connection" };
const refused: Attempt = { outcome: "refused", status: 409, code: "journey.step_mismatch" };
const done = accepted("jrn_1", 1, false);
const again = accepted("jrn_1", 1, true);

const sent = (...attempts: readonly Attempt[]): Command => ({ key: "k", customerId: "c", journey: 0, attempts });

test.each([
  ["answered at once", [done]],
  ["answered after one reset connection", [reset, again]],
  ["answered, and asked once more later", [done, again]],
])("no failure: %s", (_what, attempts) => {
  expect(checkRetries([sent(...attempts)])).toEqual([]);
});

test.each([
  ["two reset connections", [reset, reset, done], "k: connection lost, then connection lost"],
  ["a 503, though the next try succeeds", [away, done], "k: 503 service.unavailable"],
  ["a reset connection and then a 503", [reset, away, done], "k: connection lost, then 503 service.unavailable"],
  ["nobody listens", [none, done], "k: no connection"],
  ["a refusal", [refused], "k: 409 journey.step_mismatch"],
  ["a reset connection and no other try", [reset], "k: connection lost"],
])("a failure: %s", (_what, attempts, words) => {
  expect(checkRetries([sent(...attempts)])).toEqual([words]);
});

test("retries are counted by request", () => {
  expect(retriesIn([sent(reset, again), sent(done), sent(away, away, done)])).toBe(2);
});
