import { describe, expect, test } from "vitest";
import { envelope } from "./envelope.ts";
import { topics } from "./event.ts";
import { eventJsonSchemas, eventKind, events, eventSchema } from "./registry.ts";

const advanced = {
  schemaVersion: 1,
  eventId: "evt_1",
  eventType: "journey.advanced",
  occurredAt: "2026-01-15T11:00:00Z",
  tenantId: "tnt_alpha",
  epoch: 1,
  aggregate: { type: "journey", id: "jrn_1", version: 2, sequence: 2 },
  integrity: { previous: "a".repeat(64), hash: "b".repeat(64), salt: "c".repeat(32) },
  actor: { id: "usr_rm_001", name: "Ahmed Al-Rashidi" },
  clientId: "key_1",
  correlationId: "req_1",
  subjects: [{ type: "journey", id: "jrn_1" }],
  summary: "Journey advanced: KYC Verification passed",
  data: {
    journeyId: "jrn_1",
    stepId: "step_kyc",
    outcome: "passed",
    nextStepId: "step_docs",
    completedSteps: 1,
    totalSteps: 6,
    readyToComplete: false,
  },
};

const schemaOf = (type: string) => {
  const kind = eventKind(type);
  if (kind === undefined) throw new Error(`no such event: ${type}`);
  return eventSchema(kind);
};

test("an event of the contract's shape is an event", () => {
  expect(schemaOf("journey.advanced").safeParse(advanced).success).toBe(true);
  expect(envelope.safeParse(advanced).success).toBe(true);
});

describe("a producer may emit nothing but what is listed", () => {
  const { name: _name, ...unnamed } = advanced.actor;
  test.each<[string, object, boolean]>([
    [
      "a field that the event does not list",
      { data: { ...advanced.data, stepData: { kycStatus: "verified" } } },
      false,
    ],
    ["a field that the envelope does not list", { comment: "as agreed with the customer" }, false],
    ["another aggregate", { aggregate: { ...advanced.aggregate, type: "template" } }, false],
    ["another event's data", { data: { journeyId: "jrn_1", dueAt: "2026-01-15T11:00:00Z" } }, false],
    ["a time that is not UTC", { occurredAt: "2026-01-15T14:00:00+03:00" }, false],
    ["a sequence that begins at 0", { aggregate: { ...advanced.aggregate, sequence: 0 } }, false],
    ["the first event, which has none before it", { integrity: { ...advanced.integrity, previous: "" } }, true],
    ["a person whose name was erased", { actor: unnamed, integrity: { ...advanced.integrity, salt: undefined } }, true],
  ])("%s", (_what, change, allowed) => {
    expect(schemaOf("journey.advanced").safeParse({ ...advanced, ...change }).success).toBe(allowed);
  });
});

test("a reader ignores what a newer producer adds to the envelope, and refuses a newer schema version", () => {
  expect(envelope.safeParse({ ...advanced, region: "sa-1" }).success).toBe(true);
  expect(envelope.safeParse({ ...advanced, schemaVersion: 2 }).success).toBe(false);
});

test("an event type is known with and without its prefix; others are not", () => {
  expect(eventKind("omni.user.changed")).toMatchObject({ topic: "omni.access.v1", webhook: false });
  expect(eventKind("user.changed")).toBe(eventKind("omni.user.changed"));
  expect(eventKind("user.deleted")).toBe(undefined);
});

test("each type stands once, on a known topic", () => {
  expect(new Set(events.map(({ type }) => type)).size).toBe(events.length);
  for (const { topic } of events) expect(topics).toContain(topic);
});

describe("the JSON Schemas for readers outside", () => {
  const schemas = eventJsonSchemas();

  test("cover every event", () => {
    expect(Object.keys(schemas)).toEqual(events.map(({ type }) => type));
  });

  test.each(events.map(({ type }) => type))("%s: type and aggregate are fixed, and nothing may be added", (type) => {
    const kind = eventKind(type);
    expect(schemas[type]).toMatchObject({
      $schema: "https://json-schema.org/draft/2020-12/schema",
      title: `omni.${type}`,
      additionalProperties: false,
      properties: {
        schemaVersion: { const: 1 },
        eventType: { const: type },
        aggregate: { properties: { type: { const: kind?.aggregate } } },
        data: { type: "object", additionalProperties: false },
      },
    });
    expect(schemas[type]?.required).toEqual(expect.arrayContaining(["eventId", "integrity", "aggregate", "data"]));
  });
});
