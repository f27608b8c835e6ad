import { formatInstant, instant, type Instant } from "@omni/kernel";
import fc from "fast-check";
import { expect, test } from "vitest";
import { parseTimelineFilter, type AskedTimeline, type TimelineFilter } from "./timeline-filter.ts";

const asked = (more: Partial<AskedTimeline> = {}): AskedTimeline => ({
  entityId: "ent_customer_456",
  entityType: "customer",
  eventTypes: [],
  ...more,
});
const parse = (more: Partial<AskedTimeline> = {}, zone = "Asia/Riyadh") => parseTimelineFilter(asked(more), zone);

function read(more: Partial<AskedTimeline>, zone?: string): TimelineFilter {
  const parsed = parse(more, zone);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed));
  return parsed.value;
}

const faultsOf = (more: Partial<AskedTimeline>): readonly string[] => {
  const parsed = parse(more);
  return parsed.ok ? [] : [parsed.code, ...parsed.faults.map(({ pointer }) => pointer)];
};

test("entity and type alone ask for everything, oldest first", () => {
  expect(read({})).toEqual({ entity: { type: "customer", id: "ent_customer_456" }, order: "asc" });
});

test.each([
  [{ entityId: undefined }, "?entityId"],
  [{ entityId: "" }, "?entityId"],
  [{ entityId: "no spaces" }, "?entityId"],
  [{ entityType: undefined }, "?entityType"],
  [{ entityType: "template" }, "?entityType"],
  [{ entityType: "__proto__" }, "?entityType"],
  [{ fromDate: "yesterday" }, "?fromDate"],
  [{ fromDate: "2024-02-30" }, "?fromDate"],
  [{ fromDate: "2024-01-15T10:30:00" }, "?fromDate"],
  [{ toDate: "" }, "?toDate"],
  [{ toDate: "9999-12-31" }, "?toDate"],
  [{ toDate: "0001-01-01" }, "?toDate"],
  [{ fromDate: "2024-01-16", toDate: "2024-01-15" }, "?fromDate"],
  [{ fromDate: "2024-01-15T10:00:00.001Z", toDate: "2024-01-15T10:00:00Z" }, "?fromDate"],
  [{ eventTypes: ["journey.exploded"] }, "?eventTypes"],
  [{ eventTypes: [""] }, "?eventTypes"],
  [{ eventTypes: ["toString"] }, "?eventTypes"],
  [{ eventTypes: ["omni.omni.journey.created"] }, "?eventTypes"],
  [{ eventTypes: Array.from({ length: 21 }, () => "journey.created") }, "?eventTypes"],
  [{ order: "upwards" }, "?order"],
  [{ order: "" }, "?order"],
])("%j is refused with its parameter", (more, pointer) => {
  expect(faultsOf(more)).toEqual(["request.invalid", pointer]);
});

test("one moment is a time as well: both ends may be the same", () => {
  const { from, to } = read({ fromDate: "2024-01-15T10:00:00Z", toDate: "2024-01-15T13:00:00+03:00" });
  expect(from).toBe(to);
});

test("every fault is named at once", () => {
  const all = { entityId: "", entityType: "", fromDate: "x", toDate: "x", eventTypes: ["x"], order: "x" };
  expect(faultsOf(all).length).toBe(7);
});

test("event types are taken with and without omni., each once", () => {
  const { eventTypes } = read({ eventTypes: ["omni.journey.created", "journey.created", "approval.requested", "gap"] });
  expect(eventTypes).toEqual(["approval.requested", "gap", "journey.created"]);
});

const ends = (from: Instant | undefined, to: Instant | undefined) => [from, to].map((at) => at && formatInstant(at));

test.each([
  ["Asia/Riyadh", "2024-01-15", "2024-01-14T21:00:00Z", "2024-01-15T20:59:59.999Z"],
  ["UTC", "2024-01-15", "2024-01-15T00:00:00Z", "2024-01-15T23:59:59.999Z"],
  // 23 hours long, then 25.
  ["America/New_York", "2024-03-10", "2024-03-10T05:00:00Z", "2024-03-11T03:59:59.999Z"],
  ["America/New_York", "2024-11-03", "2024-11-03T04:00:00Z", "2024-11-04T04:59:59.999Z"],
  // The clock goes from 23:59 to 01:00: the day has no midnight.
  ["Africa/Cairo", "2024-04-26", "2024-04-25T22:00:00Z", "2024-04-26T20:59:59.999Z"],
  // Midnight comes twice: the first one counts.
  ["America/Havana", "2024-11-03", "2024-11-03T04:00:00Z", "2024-11-04T04:59:59.999Z"],
])("in %s the day %s runs from %s to %s, both included", (zone, day, first, last) => {
  const { from, to } = read({ fromDate: day, toDate: day }, zone);
  expect(ends(from, to)).toEqual([first, last]);
});

test("in every zone a day is exactly the moments whose date there it is", () => {
  const zones = [
    "Asia/Riyadh",
    "Europe/Berlin",
    "America/St_Johns",
    "Asia/Kathmandu",
    "Pacific/Apia",
    "Australia/Lord_Howe",
    "Africa/Cairo",
    "Asia/Beirut",
  ];
  const dateIn = (zone: string, at: number) => new Intl.DateTimeFormat("en-CA", { timeZone: zone }).format(at);
  const hour = fc.integer({ min: 400_000, max: 560_000 });
  fc.assert(
    fc.property(fc.constantFrom(...zones), hour, fc.nat(3_599_999), (zone, hours, rest) => {
      const at = instant(hours * 3_600_000 + rest);
      const day = dateIn(zone, at);
      const { from, to } = read({ fromDate: day, toDate: day }, zone);
      if (from === undefined || to === undefined) throw new Error("both ends were asked for");
      expect(from <= at && at <= to).toBe(true);
      expect([dateIn(zone, from), dateIn(zone, to)]).toEqual([day, day]);
      expect([dateIn(zone, from - 1), dateIn(zone, to + 1)]).not.toContain(day);
    }),
    { numRuns: 300 },
  );
});
