import { expect, test } from "vitest";
import { duration } from "./duration.ts";

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

test.each([
  [0, "less than a minute"],
  [minute - 1, "less than a minute"],
  [minute, "1 minute"],
  [59 * minute, "59 minutes"],
  [hour, "1 hour"],
  [2 * hour + 5 * minute, "2 hours 5 minutes"],
  [day + hour + minute, "1 day 1 hour"],
  [3 * day + 59 * minute, "3 days"],
])("%i milliseconds are %s", (milliseconds, words) => expect(duration(milliseconds)).toBe(words));
