import { z } from "zod";
import { event } from "./event.ts";
import { id } from "./envelope.ts";

/** The current step was done and the next one entered. `stepData` stays with the journey. */
export const journeyAdvanced = event({
  type: "journey.advanced",
  topic: "omni.journey.v1",
  aggregate: "journey",
  webhook: true,
  data: z.strictObject({
    journeyId: id,
    stepId: id.describe("The step that is done."),
    outcome: z.enum(["passed", "skipped", "waived"]),
    nextStepId: id.optional().describe("The step that is now current; absent after the last one."),
    completedSteps: z.int().min(0).max(100),
    totalSteps: z.int().min(1).max(100),
    readyToComplete: z.boolean(),
    skippedStepIds: z.array(id).max(100).optional().describe("Steps on the way that `when` left out."),
  }),
});
