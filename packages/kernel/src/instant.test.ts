import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { endOfDay, formatInstant, instant, parseDay, parseInstant, startOfDay } from "./instant.ts";

const formatted = (text: string): string | undefined => {
  const at = parseInstant(text);
  return at === undefined ? undefined : formatInstant(at);
};

describe("instants", () => {
  test("are read and written without loss, to the millisecond", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: Date.UTC(2200, 0, 1) - 1 }), (at) => {
        expect(parseInstant(formatInstant(instant(at)))).toBe(at);
      }),
    );
  });

  test.each([
    ["2024-01-25T17:00:00Z", "2024-01-25T17:00:00Z"],
    ["2024-01-25T20:00:00+03:00", "2024-01-25T17:00:00Z"],
    ["2024-01-25t17:00:00.5z", "2024-01-25T17:00:00.500Z"],
    ["2024-01-25T17:00:00.123456789Z", "2024-01-25T17:00:00.123Z"],
    ["2024-02-29T00:00:00-00:30", "2024-02-29T00:30:00Z"],
  ])("%s is %s", (text, expected) => expect(formatted(text)).toBe(expected));

  test.each([
    "",
    "2024-01-25",
    "2024-01-25T17:00:00",
    "2023-02-29T00:00:00Z",
    "2024-13-01T00:00:00Z",
    "2024-01-25T24:00:00Z",
    "2024-01-25T17:60:00Z",
    "2024-01-25T17:00:60Z",
    "9999-12-31T23:59:59Z",
    "1969-12-31T23:59:59Z",
    "2024-01-25T17:00:00+24:00",
    " 2024-01-25T17:00:00Z",
  ])("%s is no instant", (text) => expect(parseInstant(text)).toBeUndefined());
});

describe("days", () => {
  const bounds = (text: string, zone: string) => {
    const day = parseDay(text);
    return day && [formatInstant(startOfDay(day, zone)), formatInstant(endOfDay(day, zone))];
  };
  test.each([
    ["2024-01-15", "Asia/Riyadh", "2024-01-14T21:00:00Z", "2024-01-15T20:59:59.999Z"],
    ["2024-01-15", "UTC", "2024-01-15T00:00:00Z", "2024-01-15T23:59:59.999Z"],
    // The clocks change on these days: 23 and 25 hours.
    ["2024-03-31", "Europe/Berlin", "2024-03-30T23:00:00Z", "2024-03-31T21:59:59.999Z"],
    ["2024-10-27", "Europe/Berlin", "2024-10-26T22:00:00Z", "2024-10-27T22:59:59.999Z"],
    // There is no midnight on these days.
    ["2024-09-08", "America/Santiago", "2024-09-08T04:00:00Z", "2024-09-09T02:59:59.999Z"],
    ["2024-03-10", "America/Havana", "2024-03-10T05:00:00Z", "2024-03-11T03:59:59.999Z"],
    ["2024-12-31", "America/New_York", "2024-12-31T05:00:00Z", "2025-01-01T04:59:59.999Z"],
  ])("%s in %s runs from %s to %s", (text, zone, from, to) => expect(bounds(text, zone)).toEqual([from, to]));

  test.each(["2024-02-30", "2024-1-5", "2024-00-10", "today"])("%s is no day", (text) =>
    expect(parseDay(text)).toBeUndefined(),
  );
});
