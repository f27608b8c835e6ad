import { z } from "@hono/zod-openapi";
import { endpoint } from "../../endpoint.ts";
import { one } from "../../page.ts";
import { callerId, object, text } from "../../schemas.ts";
import { toJourney } from "./journey.ts";
import { journeySchema, movedJourneyExample, outcomes } from "./journey-schema.ts";

const requestExample = {
  completionNotes: "All steps completed, contract activated",
  completedBy: "usr_rm_001",
  outcome: "success",
};

export const completeJourney = endpoint({
  name: "completeJourney",
  method: "post",
  path: "/journeys/{id}/complete",
  tag: "Journeys",
  summary: "Complete a journey",
  description: "Every required step must be passed or waived. Negative endings are cancellations.",
  audience: "journey",
  scope: "journeys:write",
  unknownId: "journey.not_found",
  body: object({
    outcome: z.enum(outcomes),
    completionNotes: text().nullish(),
    completedBy: callerId().nullish(),
  }),
  actor: "completedBy",
  data: journeySchema,
  example: {
    request: requestExample,
    response: {
      ...movedJourneyExample,
      status: "completed",
      currentStepIndex: 6,
      currentStep: null,
      completedSteps: 6,
      outcome: "success",
      remarks: [
        {
          action: "completed",
          by: "usr_rm_001",
          at: "2024-01-15T11:00:00Z",
          text: "All steps completed, contract activated",
        },
      ],
    },
  },
  handle: ({ journeys }, { id, body }, outgoing) => journeys.completeJourney(outgoing, { ...body, journeyId: id }),
  answer: (journey) => one(toJourney(journey)),
});
