import { z } from "@hono/zod-openapi";
import { endpoint } from "../../endpoint.ts";
import { one } from "../../page.ts";
import { callerId, object, openMap, text } from "../../schemas.ts";
import { toJourney } from "./journey.ts";
import { journeySchema, movedJourneyExample, stepOutcomes } from "./journey-schema.ts";

const requestExample = {
  completedStepId: "step_kyc",
  stepOutcome: "passed",
  stepData: { kycStatus: "verified", kycReference: "kyc_ref_001" },
  advancedBy: "usr_rm_001",
};

export const advanceJourney = endpoint({
  name: "advanceJourney",
  method: "post",
  path: "/journeys/{id}/advance",
  tag: "Journeys",
  summary: "Advance a journey to its next step",
  audience: "journey",
  scope: "journeys:write",
  unknownId: "journey.not_found",
  body: object({
    completedStepId: text(),
    stepOutcome: z.enum(stepOutcomes),
    stepData: openMap().nullish(),
    advancedBy: callerId().nullish(),
  }),
  actor: "advancedBy",
  data: journeySchema,
  example: { request: requestExample, response: movedJourneyExample },
  handle: ({ journeys }, { id, body }, outgoing) => journeys.advanceJourney(outgoing, { ...body, journeyId: id }),
  answer: (journey) => one(toJourney(journey)),
});
