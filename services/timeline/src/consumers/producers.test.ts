import { events } from "@omni/contracts/events";
import { refusal } from "@omni/kernel";
import { expect, test } from "vitest";
import { eventTypes, eventTypesOf } from "../domain/event-types.ts";
import { openProducers } from "./producers.ts";

const nowhere = { invoke: async () => refusal("service.unavailable"), close: async () => undefined };

test.each(events.map((kind) => [kind.type, kind] as const))(
  "%s has a producer to ask, and a name to ask for it by",
  (type, { aggregate, topic }) => {
    expect(openProducers(() => nowhere)(aggregate)?.service).toBe(topic.split(".")[1]);
    expect(eventTypes.has(type)).toBe(true);
    expect(eventTypesOf(aggregate)).toContain(type);
  },
);

test("nobody is asked for aggregates that nobody is known to emit", () => {
  expect(openProducers(() => nowhere)("__proto__")).toBeUndefined();
  expect(eventTypesOf("__proto__")).toEqual([]);
});
