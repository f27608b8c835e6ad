import { expect, test } from "vitest";
import { silentLog } from "../../log/index.ts";
import { readiness } from "./readiness.ts";

test("a store is ready until its primary has been away for a while, and at once when it is back", () => {
  let now = 0;
  const known = readiness(silentLog, () => now);
  expect(known.ready()).toBe(true);
  known.saw(false);
  expect(known.ready()).toBe(true);
  now = 2_000;
  known.saw(false);
  expect(known.ready()).toBe(true);
  now = 2_500;
  expect(known.ready()).toBe(false);
  known.saw(true);
  expect(known.ready()).toBe(true);
});

test("a primary that comes and goes within that time does not flap", () => {
  let now = 0;
  const known = readiness(silentLog, () => now);
  const seen: boolean[] = [];
  for (; now < 60_000; now += 500) {
    known.saw(now % 2_000 === 0);
    seen.push(known.ready());
  }
  expect(seen).not.toContain(false);
});

test("each loss and each return is logged once", () => {
  const lines: string[] = [];
  const log = { ...silentLog, warn: () => void lines.push("lost"), info: () => void lines.push("back") };
  const known = readiness(log, () => 0);
  for (const hasPrimary of [true, false, false, false, true, true, false]) known.saw(hasPrimary);
  expect(lines).toEqual(["lost", "back", "lost"]);
});
