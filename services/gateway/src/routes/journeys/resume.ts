import { endpoint } from "../../endpoint.ts";
import { one } from "../../page.ts";
import { callerId, object } from "../../schemas.ts";
import { toJourney } from "./journey.ts";
import { journeySchema, movedJourneyExample } from "./journey-schema.ts";

export const resumeJourney = endpoint({
  name: "resumeJourney",
  method: "post",
  path: "/journeys/{id}/resume",
  tag: "Journeys",
  summary: "Take up a journey that was handed over",
  audience: "journey",
  scope: "journeys:write",
  unknownId: "journey.not_found",
  body: object({ resumedBy: callerId().nullish() }),
  actor: "resumedBy",
  data: journeySchema,
  example: {
    request: { resumedBy: "usr_rm_002" },
    response: { ...movedJourneyExample, assigneeId: "usr_rm_002" },
  },
  handle: ({ journeys }, { id, body }, outgoing) => journeys.resumeJourney(outgoing, { ...body, journeyId: id }),
  answer: (journey) => one(toJourney(journey)),
});
