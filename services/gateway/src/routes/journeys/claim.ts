import { endpoint } from "../../endpoint.ts";
import { one } from "../../page.ts";
import { callerId, object } from "../../schemas.ts";
import { toJourney } from "./journey.ts";
import { journeySchema, movedJourneyExample } from "./journey-schema.ts";

export const claimJourney = endpoint({
  name: "claimJourney",
  method: "post",
  path: "/journeys/{id}/claim",
  tag: "Journeys",
  summary: "Take a journey of one's team, or of nobody, for oneself",
  audience: "journey",
  scope: "journeys:write",
  unknownId: "journey.not_found",
  body: object({ claimedBy: callerId().nullish() }),
  actor: "claimedBy",
  data: journeySchema,
  example: {
    request: { claimedBy: "usr_rm_002" },
    response: { ...movedJourneyExample, assigneeId: "usr_rm_002" },
  },
  handle: ({ journeys }, { id, body }, outgoing) => journeys.claimJourney(outgoing, { ...body, journeyId: id }),
  answer: (journey) => one(toJourney(journey)),
});
