import { z } from "zod";
import { event } from "./event.ts";
import { id, instantText } from "./envelope.ts";

/** A journey began. The open map `context` stays with the journey. */
export const journeyCreated = event({
  type: "journey.created",
  topic: "omni.journey.v1",
  aggregate: "journey",
  webhook: true,
  data: z.strictObject({
    journeyId: id,
    templateId: id,
    templateVersion: z.int().min(1),
    customerId: id,
    priority: z.enum(["low", "normal", "high", "urgent"]),
    totalSteps: z.int().min(1).max(100),
    assigneeId: id.optional(),
    assigneeType: z.enum(["user", "team"]).optional(),
    dueAt: instantText.optional(),
    skippedStepIds: z.array(id).max(100).optional().describe("Steps at the beginning that `when` left out."),
  }),
});
