import { z } from "zod";
import { event } from "./event.ts";
import { id } from "./envelope.ts";

/** The current step was tried and failed; it stays current. */
export const journeyStepFailed = event({
  type: "journey.step_failed",
  topic: "omni.journey.v1",
  aggregate: "journey",
  webhook: true,
  data: z.strictObject({
    journeyId: id,
    stepId: id,
    outcome: z.literal("failed"),
    attempt: z.int().min(1).max(20).describe("Counts the failed attempts at this step."),
  }),
});
