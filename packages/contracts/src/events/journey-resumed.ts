import { z } from "zod";
import { id } from "./envelope.ts";
import { event } from "./event.ts";

/** A journey that had been handed over was taken up. */
export const journeyResumed = event({
  type: "journey.resumed",
  topic: "omni.journey.v1",
  aggregate: "journey",
  webhook: true,
  data: z.strictObject({
    journeyId: id,
    claimed: z.boolean().describe("A member of the team took it for himself: he is now the assignee."),
    assigneeId: id.optional(),
    assigneeType: z.enum(["user", "team"]).optional(),
    currentStepId: id.optional().describe("Absent after the last step."),
  }),
});
