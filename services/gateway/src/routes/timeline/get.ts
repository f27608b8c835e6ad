import { z } from "@hono/zod-openapi";
import { endpoint } from "../../endpoint.ts";
import { list, partPage, timelinePage } from "../../page.ts";
import { dayOrInstant, text } from "../../schemas.ts";
import { timelineEntrySchema, toTimelineEntry } from "./entry.ts";

const entityTypes = ["customer", "journey", "contract", "payment", "approval", "delegation", "user"] as const;

const responseExample = {
  id: "evt_001",
  timestamp: "2024-01-15T10:30:00Z",
  eventType: "journey.created",
  actorId: "usr_rm_001",
  actorName: "Ahmed Al-Rashidi",
  channel: "web",
  summary: "Onboarding journey created",
  metadata: { journeyId: "jrn_abc123", templateId: "tmpl_onboarding_sme" },
};

export const getTimeline = endpoint({
  name: "getTimeline",
  method: "get",
  path: "/timeline",
  tag: "Timeline",
  summary: "Read the timeline of an entity",
  description: "Oldest first. A date without a time means the whole day in the tenant's zone, both ends included.",
  audience: "timeline",
  scope: "timeline:read",
  query: z.strictObject({
    entityId: text(),
    entityType: z.enum(entityTypes),
    fromDate: dayOrInstant().optional(),
    toDate: dayOrInstant().optional(),
    eventTypes: z
      .string()
      .regex(/^[^,\s]+(,[^,\s]+)*$/, "Must be event types with commas between them.")
      .transform((types) => types.split(","))
      .optional()
      .openapi({ type: "string", example: "journey.created,omni.journey.advanced" }),
    order: z.enum(["asc", "desc"]).optional(),
    ...timelinePage,
  }),
  data: timelineEntrySchema,
  list: true,
  example: { response: responseExample },
  handle: ({ timeline }, { query }, outgoing) => {
    const { page, filters } = partPage(query);
    return timeline.getTimeline(outgoing, { page, ...filters });
  },
  answer: ({ entries, pagination }) => list(entries.map(toTimelineEntry), pagination),
});
