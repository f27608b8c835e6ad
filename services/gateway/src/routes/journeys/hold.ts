import { endpoint } from "../../endpoint.ts";
import { one } from "../../page.ts";
import { callerId, object, text } from "../../schemas.ts";
import { toJourney } from "./journey.ts";
import { journeySchema, movedJourneyExample } from "./journey-schema.ts";

const reason = "The customer is abroad until February";

export const holdJourney = endpoint({
  name: "holdJourney",
  method: "post",
  path: "/journeys/{id}/hold",
  tag: "Journeys",
  summary: "Put a journey on hold",
  description: "Its clocks stop: `dueAt` reads unchanged until the journey is released.",
  audience: "journey",
  scope: "journeys:write",
  unknownId: "journey.not_found",
  body: object({ reason: text(), heldBy: callerId().nullish() }),
  actor: "heldBy",
  data: journeySchema,
  example: {
    request: { reason, heldBy: "usr_rm_001" },
    response: {
      ...movedJourneyExample,
      onHold: true,
      remarks: [{ action: "held", by: "usr_rm_001", at: "2024-01-15T11:00:00Z", text: reason }],
    },
  },
  handle: ({ journeys }, { id, body }, outgoing) => journeys.holdJourney(outgoing, { ...body, journeyId: id }),
  answer: (journey) => one(toJourney(journey)),
});
