import { accepted } from "@omni/kernel";
import type { TimelineEntry } from "@omni/proto/generated/omni/timeline/v1/TimelineEntry";
import { expect, test } from "vitest";
import { writeJson } from "../../json-writer.ts";
import { addUnknown } from "../../testing/add-unknown.ts";
import { openForTests } from "../../testing/open-for-tests.ts";
import { timelineEntrySchema, toTimelineEntry } from "./entry.ts";

const full: TimelineEntry = {
  id: "evt_1",
  timestamp: "2026-01-15T10:30:00Z",
  eventType: "journey.created",
  actorId: "usr_1",
  actorName: "Ahmed Al-Rashidi",
  onBehalfOf: "usr_2",
  channel: "web",
  summary: "Onboarding journey created",
  metadata: Buffer.from('{"journeyId":"jrn_1"}'),
};

test("every field of the document is mapped", () => {
  const entry = JSON.parse(writeJson(toTimelineEntry(full))) as object;
  expect(Object.keys(entry).toSorted()).toEqual(Object.keys(timelineEntrySchema.shape).toSorted());
  expect(timelineEntrySchema.parse(entry)).toEqual({ ...full, metadata: { journeyId: "jrn_1" } });
});

test("an unknown field of a reply never gets out", () => {
  expect(writeJson(toTimelineEntry(addUnknown(full)))).toBe(writeJson(toTimelineEntry(full)));
});

test("an entry without metadata has an empty object there", () => {
  expect(writeJson(toTimelineEntry({ metadata: Buffer.alloc(0) }))).toContain('"metadata":{}');
  expect(writeJson(toTimelineEntry({}))).toContain('"metadata":{}');
});

test("event types are sent with commas and reach the service as a list", async () => {
  const world = openForTests();
  let request: object = {};
  world.handlers.getTimeline = async (call) => {
    ({ request } = call);
    return accepted(call.answer({}));
  };
  await world.send(
    "GET",
    "timeline?entityId=ent_1&entityType=customer&eventTypes=journey.created,omni.journey.advanced&order=desc",
  );
  expect(request).toEqual({
    entityId: "ent_1",
    entityType: "customer",
    eventTypes: ["journey.created", "omni.journey.advanced"],
    order: "desc",
    page: {},
  });
  expect((await world.send("GET", "timeline?entityId=a&entityType=user&eventTypes=a,,b")).status).toBe(400);
});

test("a cursor walk answers no page, and nextCursor only where there is more", async () => {
  const world = openForTests();
  world.handlers.getTimeline = async (call) =>
    accepted(
      call.answer({ pagination: { page: 0, perPage: 50, total: 10_000, totalIsExact: false, nextCursor: "c2" } }),
    );
  const walk = await world.send("GET", "timeline?entityId=a&entityType=user&cursor=c1");
  expect(await walk.json()).toEqual({
    data: [],
    pagination: { perPage: 50, total: 10_000, totalIsExact: false, nextCursor: "c2" },
  });
});
