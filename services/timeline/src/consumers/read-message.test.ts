import { eventMessage, eventText, testEvent } from "@omni/testkit/events";
import type { Message } from "@omni/platform/bus";
import { expect, test } from "vitest";
import { readGap } from "./read-gap.ts";
import { placeOfMessage, readMessage } from "./read-message.ts";

const event = testEvent({ subjects: [{ type: "customer", id: "ent_customer_456" }] });
const good = eventMessage(event);
const withValue = (value: string | Uint8Array): Message => ({
  ...good,
  value: typeof value === "string" ? Buffer.from(value) : value,
});
const withHeaders = (headers: Record<string, string>): Message => ({
  ...good,
  headers: { ...good.headers, ...headers },
});
const gapOf = (message: Message) => readGap({ id: "1", group: "timeline", reason: "disk I/O error at 0x7f", message });

test("a message is read when envelope, key and headers say the same", () => {
  const read = readMessage(good);
  expect(read).toMatchObject({ event: { tenantId: "tnt_alpha", aggregateId: "jrn_1", sequence: 1 } });
});

test("a producer outside may leave the headers out, but not the key", () => {
  expect(readMessage({ ...good, headers: {} })).toHaveProperty("event");
  expect(readMessage({ ...good, headers: {}, key: "" })).toHaveProperty("unreadable");
});

const secret = "Customer is bankrupt";
test.each<[string, Message, string]>([
  ["bytes that are no UTF-8", withValue(Uint8Array.of(0xff, 0xfe, 0x7b)), "The value is not JSON."],
  ["text that is no JSON", withValue(`{"${secret}`), "The value is not JSON."],
  ["no value at all", withValue(""), "The value is not JSON."],
  ["JSON that is no object", withValue("null"), "The schemaVersion is not 1."],
  ["a newer schema", withValue(eventText({ ...event, schemaVersion: 2 as 1 })), "The schemaVersion is not 1."],
  ["a missing part", withValue(eventText({ ...event, summary: "" })), "The envelope is not valid in summary."],
  [
    "a wrong part",
    withValue(eventText({ ...event, subjects: [], actor: { id: secret } })),
    "The envelope is not valid in actor, subjects.",
  ],
  [
    "a day that does not exist",
    withValue(eventText({ ...event, occurredAt: "2026-02-30T10:00:00Z" })),
    "The envelope is not valid in occurredAt.",
  ],
  [
    "another tenant's envelope",
    withValue(eventText({ ...event, tenantId: "tnt_beta" })),
    "The envelope is not what the message's key and headers say.",
  ],
  [
    "another tenant's key",
    { ...good, key: "tnt_beta/jrn_1" },
    "The envelope is not what the message's key and headers say.",
  ],
  [
    "another tenant's header",
    withHeaders({ "omni-tenant": "tnt_beta" }),
    "The envelope is not what the message's key and headers say.",
  ],
  [
    "another aggregate's header",
    withHeaders({ "omni-aggregate": "user/jrn_1" }),
    "The envelope is not what the message's key and headers say.",
  ],
  [
    "another sequence's header",
    withHeaders({ "omni-sequence": "2" }),
    "The envelope is not what the message's key and headers say.",
  ],
])("%s are refused, and the reason quotes nothing of them", (_what, message, reason) => {
  expect(readMessage(message)).toEqual({ unreadable: reason });
});

test.each<[string, Record<string, string>]>([
  ["no tenant", { "omni-tenant": "" }],
  ["another tenant than the key", { "omni-tenant": "tnt_beta" }],
  ["no aggregate", { "omni-aggregate": "" }],
  ["an aggregate without a type", { "omni-aggregate": "jrn_1" }],
  ["an aggregate with too many parts", { "omni-aggregate": "journey/jrn_1/x" }],
  ["sequence 0", { "omni-sequence": "0" }],
  ["a sequence that is no number", { "omni-sequence": "1e3" }],
])("headers with %s do not tell where a message stands", (_what, headers) => {
  expect(placeOfMessage(withHeaders(headers))).toBeUndefined();
  expect(gapOf(withHeaders(headers))).toBeUndefined();
});

test("a gap keeps what a newer envelope still tells: when, and whom it concerns", () => {
  expect(gapOf(withValue(eventText({ ...event, schemaVersion: 2 as 1 })))).toEqual({
    tenantId: "tnt_alpha",
    aggregateType: "journey",
    aggregateId: "jrn_1",
    sequence: 1,
    eventId: "evt_jrn_1_1",
    occurredAt: Date.parse(event.occurredAt),
    subjects: [
      { type: "journey", id: "jrn_1" },
      { type: "customer", id: "ent_customer_456" },
    ],
    reason: "The schemaVersion is not 1.",
  });
});

test("a gap of bytes that tell nothing stands on the aggregate alone, and knows no time", () => {
  expect(gapOf(withValue("{"))).toMatchObject({ occurredAt: undefined, subjects: [{ type: "journey", id: "jrn_1" }] });
});

test("the CloudEvents time tells when an event happened that does not say so itself", () => {
  const { headers, ...torn } = withValue("{");
  const at = gapOf({ ...torn, headers: { ...headers, ce_time: event.occurredAt } })?.occurredAt;
  expect(at).toBe(Date.parse(event.occurredAt));
  expect(gapOf({ ...torn, headers: { ...headers, ce_time: "lately" } })?.occurredAt).toBeUndefined();
});

test("a gap takes nothing over from an envelope of another tenant", () => {
  const foreign = withValue(
    eventText({ ...event, tenantId: "tnt_beta", subjects: [{ type: "customer", id: "ent_of_beta" }] }),
  );
  expect(gapOf(foreign)).toMatchObject({
    tenantId: "tnt_alpha",
    occurredAt: undefined,
    subjects: [{ type: "journey", id: "jrn_1" }],
  });
});

test("a gap of an event that could be read does not repeat what an engine said", () => {
  expect(gapOf(good)?.reason).toBe("The event could not be applied.");
});
