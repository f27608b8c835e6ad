import { instant } from "@omni/kernel";
import fc from "fast-check";
import { expect, test } from "vitest";
import { gapRowsOf, rowsOf } from "./rows.ts";
import type { TimelineEvent } from "./timeline-event.ts";

const event = (more: Partial<TimelineEvent> = {}): TimelineEvent => ({
  tenantId: "tnt_alpha",
  aggregateType: "journey",
  aggregateId: "jrn_abc123",
  sequence: 1,
  eventId: "evt_001",
  eventType: "journey.created",
  occurredAt: instant(Date.UTC(2024, 0, 15, 10, 30)),
  actor: { id: "usr_rm_001", name: "Ahmed Al-Rashidi" },
  channel: "web",
  subjects: [
    { type: "journey", id: "jrn_abc123" },
    { type: "customer", id: "ent_customer_456" },
  ],
  summary: "Onboarding journey created",
  data: { journeyId: "jrn_abc123", templateId: "tmpl_onboarding_sme" },
  ...more,
});

test("an entry reads as in the seed", () => {
  expect(JSON.parse(rowsOf(event())[0]?.value ?? "")).toEqual({
    id: "evt_001",
    timestamp: "2024-01-15T10:30:00Z",
    eventType: "journey.created",
    actorId: "usr_rm_001",
    actorName: "Ahmed Al-Rashidi",
    channel: "web",
    summary: "Onboarding journey created",
    metadata: { journeyId: "jrn_abc123", templateId: "tmpl_onboarding_sme" },
  });
});

test("whoever acted for somebody else is shown with both; what is not known is left out", () => {
  const [row] = rowsOf(event({ actor: { id: "usr_deputy_002", onBehalfOf: "usr_manager_001" }, channel: undefined }));
  const entry: unknown = JSON.parse(row?.value ?? "");
  expect(entry).toMatchObject({ actorId: "usr_deputy_002", onBehalfOf: "usr_manager_001" });
  expect(entry).not.toHaveProperty("actorName");
  expect(entry).not.toHaveProperty("channel");
});

test("an event stands once on each entity that it concerns, however often it names it", () => {
  const customer = { type: "customer", id: "ent_customer_456" };
  const rows = rowsOf(event({ subjects: [customer, { type: "contract", id: "ctr_1" }, customer] }));
  expect(rows.map(({ indexes }) => indexes)).toEqual([
    { entity: "customer/ent_customer_456", eventType: "journey.created" },
    { entity: "contract/ctr_1", eventType: "journey.created" },
  ]);
  expect(new Set(rows.map(({ id }) => id)).size).toBe(2);
});

test("rows of one moment sort by aggregate, then by sequence as a number", () => {
  const place = fc.record({
    aggregateType: fc.constantFrom("journey", "user"),
    // Ids that are each other's beginnings, with characters on both sides of the separators.
    aggregateId: fc.stringMatching(/^[a1.:@_-]{1,4}$/),
    sequence: fc.integer({ min: 1, max: 2_000 }),
  });
  const subjects = [{ type: "customer", id: "ent_1" }];
  const compare = (left: string, right: string) => (left < right ? -1 : left > right ? 1 : 0);
  fc.assert(
    fc.property(fc.array(place, { minLength: 2, maxLength: 12 }), (places) => {
      const byId = places
        .map((at) => ({ at, id: rowsOf(event({ ...at, subjects }))[0]?.id ?? "" }))
        .toSorted((left, right) => compare(left.id, right.id))
        .map(({ at }) => at);
      const byParts = places.toSorted(
        (left, right) =>
          compare(left.aggregateType, right.aggregateType) ||
          compare(left.aggregateId, right.aggregateId) ||
          left.sequence - right.sequence,
      );
      expect(byId).toEqual(byParts);
    }),
  );
});

test("a gap says which entry is missing and why, under the same row ids as the entry", () => {
  const { occurredAt: at, subjects, tenantId, aggregateType, aggregateId, sequence } = event();
  const rows = gapRowsOf(
    { tenantId, aggregateType, aggregateId, sequence, subjects, reason: "The value is not JSON." },
    at,
  );
  expect(rows.map(({ id }) => id)).toEqual(rowsOf(event()).map(({ id }) => id));
  expect(JSON.parse(rows[1]?.value ?? "")).toEqual({
    id: "gap_jrn_abc123_1",
    timestamp: "2024-01-15T10:30:00Z",
    eventType: "gap",
    actorId: "unknown",
    summary: "An entry could not be read and is missing here until it is replayed",
    metadata: { aggregate: "journey/jrn_abc123", sequence: 1, reason: "The value is not JSON." },
  });
});
