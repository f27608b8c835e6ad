import { z } from "zod";
import { event } from "./event.ts";
import { id, instantText } from "./envelope.ts";

/** The current step was not done by the time it was due. Once per step. */
export const journeyStepOverdue = event({
  type: "journey.step_overdue",
  topic: "omni.journey.v1",
  aggregate: "journey",
  webhook: true,
  data: z.strictObject({ journeyId: id, stepId: id, dueAt: instantText }),
});
