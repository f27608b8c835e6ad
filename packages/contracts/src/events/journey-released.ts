import { z } from "zod";
import { id, instantText } from "./envelope.ts";
import { event } from "./event.ts";

/** A journey goes on after a hold, with the time that its clocks had left. The reason stays with the journey. */
export const journeyReleased = event({
  type: "journey.released",
  topic: "omni.journey.v1",
  aggregate: "journey",
  webhook: true,
  data: z.strictObject({
    journeyId: id,
    heldMs: z.int().min(0).describe("Milliseconds on hold: by so much the due times have moved."),
    currentStepId: id.optional().describe("Absent after the last step."),
    dueAt: instantText.optional().describe("When the journey is due now."),
    stepDueAt: instantText.optional().describe("When the current step is due now."),
  }),
});
