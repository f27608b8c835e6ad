import { endpoint } from "../../endpoint.ts";
import { one } from "../../page.ts";
import { callerId, object, text } from "../../schemas.ts";
import { toJourney } from "./journey.ts";
import { journeySchema, movedJourneyExample } from "./journey-schema.ts";

const reason = "The customer is back";

export const releaseJourney = endpoint({
  name: "releaseJourney",
  method: "post",
  path: "/journeys/{id}/release",
  tag: "Journeys",
  summary: "Release a journey from its hold",
  description: "Its clocks go on with the time that was left: `dueAt` moves by the length of the hold.",
  audience: "journey",
  scope: "journeys:write",
  unknownId: "journey.not_found",
  body: object({ reason: text(), releasedBy: callerId().nullish() }),
  actor: "releasedBy",
  data: journeySchema,
  example: {
    request: { reason, releasedBy: "usr_rm_001" },
    response: {
      ...movedJourneyExample,
      remarks: [{ action: "released", by: "usr_rm_001", at: "2024-01-15T11:00:00Z", text: reason }],
    },
  },
  handle: ({ journeys }, { id, body }, outgoing) => journeys.releaseJourney(outgoing, { ...body, journeyId: id }),
  answer: (journey) => one(toJourney(journey)),
});
