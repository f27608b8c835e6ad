import { z } from "zod";
import { id } from "./envelope.ts";
import { event } from "./event.ts";

/** A journey ended well. The notes stay with the journey. */
export const journeyCompleted = event({
  type: "journey.completed",
  topic: "omni.journey.v1",
  aggregate: "journey",
  webhook: true,
  data: z.strictObject({
    journeyId: id,
    outcome: z.enum(["success", "success_with_conditions"]),
    completion: z.enum(["manual", "auto"]).describe("`auto`: by itself, with its last step."),
    completedSteps: z.int().min(0).max(100),
    totalSteps: z.int().min(1).max(100),
  }),
});
