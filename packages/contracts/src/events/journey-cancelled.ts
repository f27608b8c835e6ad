import { z } from "zod";
import { id } from "./envelope.ts";
import { event } from "./event.ts";

/** A journey was ended before it was completed. The reason stays with the journey. */
export const journeyCancelled = event({
  type: "journey.cancelled",
  topic: "omni.journey.v1",
  aggregate: "journey",
  webhook: true,
  data: z.strictObject({
    journeyId: id,
    fromStatus: z.enum(["created", "in_progress", "assigned"]),
    currentStepId: id.optional().describe("The step that was not done any more; absent after the last one."),
    completedSteps: z.int().min(0).max(100),
    totalSteps: z.int().min(1).max(100),
  }),
});
