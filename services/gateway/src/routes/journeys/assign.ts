import { z } from "@hono/zod-openapi";
import { endpoint } from "../../endpoint.ts";
import { one } from "../../page.ts";
import { callerId, object, text } from "../../schemas.ts";
import { toJourney } from "./journey.ts";
import { assigneeTypes, journeySchema, movedJourneyExample } from "./journey-schema.ts";

const requestExample = {
  assigneeId: "usr_rm_002",
  assigneeType: "user",
  reason: "Original RM on leave",
  notifyAssignee: true,
};

export const assignJourney = endpoint({
  name: "assignJourney",
  method: "post",
  path: "/journeys/{id}/assign",
  tag: "Journeys",
  summary: "Hand a journey to a user or a team",
  description: "To the present assignee nothing happens: 200, and no event.",
  audience: "journey",
  scope: "journeys:write",
  unknownId: "journey.not_found",
  body: object({
    assigneeId: callerId(),
    assigneeType: z.enum(assigneeTypes).nullish().openapi({ default: "user" }),
    reason: text().nullish(),
    notifyAssignee: z.boolean().nullish().openapi({ default: true }),
    assignedBy: callerId().nullish(),
  }),
  actor: "assignedBy",
  data: journeySchema,
  example: {
    request: requestExample,
    response: {
      ...movedJourneyExample,
      status: "assigned",
      assigneeId: "usr_rm_002",
      remarks: [{ action: "assigned", by: "usr_rm_001", at: "2024-01-15T11:00:00Z", text: "Original RM on leave" }],
    },
  },
  handle: ({ journeys }, { id, body }, outgoing) => journeys.assignJourney(outgoing, { ...body, journeyId: id }),
  answer: (journey) => one(toJourney(journey)),
});
