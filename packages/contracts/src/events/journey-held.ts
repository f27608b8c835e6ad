import { z } from "zod";
import { id, instantText } from "./envelope.ts";
import { event } from "./event.ts";

/** A journey was put on hold: nothing moves, and its clocks stand. The reason stays with the journey. */
export const journeyHeld = event({
  type: "journey.held",
  topic: "omni.journey.v1",
  aggregate: "journey",
  webhook: true,
  data: z.strictObject({
    journeyId: id,
    currentStepId: id.optional().describe("Absent after the last step."),
    dueAt: instantText.optional().describe("When the journey would have been due; moves when it is released."),
    stepDueAt: instantText.optional(),
  }),
});
