import { z } from "zod";
import { id } from "./envelope.ts";
import { event } from "./event.ts";

const assigneeType = z.enum(["user", "team"]);

/** A journey was handed to a user or a team, or somebody took it for himself. The reason stays with the journey. */
export const journeyAssigned = event({
  type: "journey.assigned",
  topic: "omni.journey.v1",
  aggregate: "journey",
  webhook: true,
  data: z.strictObject({
    journeyId: id,
    assigneeId: id,
    assigneeType,
    previousAssigneeId: id.optional().describe("Absent where nobody had the journey."),
    previousAssigneeType: assigneeType.optional(),
    claimed: z.boolean().describe("The assignee took it himself."),
    notifyAssignee: z.boolean().describe("Whether the assignee, or each member of the team, is to be told."),
  }),
});
