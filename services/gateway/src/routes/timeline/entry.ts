import { z } from "@hono/zod-openapi";
import type { TimelineEntry } from "@omni/proto/generated/omni/timeline/v1/TimelineEntry";
import { rawJson } from "../../json-writer.ts";

export const timelineEntrySchema = z
  .strictObject({
    id: z.string(),
    timestamp: z.string(),
    eventType: z.string().openapi({ description: "`gap` where an event could not be read and waits to be replayed." }),
    actorId: z.string(),
    actorName: z.string().optional().openapi({ description: "As it was then." }),
    onBehalfOf: z.string().optional(),
    channel: z.string().optional(),
    summary: z.string(),
    metadata: z.record(z.string(), z.unknown()),
  })
  .openapi("TimelineEntry");

export const toTimelineEntry = (entry: TimelineEntry) => ({
  id: entry.id ?? "",
  timestamp: entry.timestamp ?? "",
  eventType: entry.eventType ?? "",
  actorId: entry.actorId ?? "",
  actorName: entry.actorName,
  onBehalfOf: entry.onBehalfOf,
  channel: entry.channel,
  summary: entry.summary ?? "",
  metadata: rawJson(entry.metadata?.toString("utf8") || "{}"),
});
