import { endpoint } from "../../endpoint.ts";
import { one } from "../../page.ts";
import { callerId, object, text } from "../../schemas.ts";
import { toJourney } from "./journey.ts";
import { journeySchema, movedJourneyExample } from "./journey-schema.ts";

const requestExample = { cancellationReason: "Customer withdrew application", cancelledBy: "usr_rm_001" };

export const cancelJourney = endpoint({
  name: "cancelJourney",
  method: "post",
  path: "/journeys/{id}/cancel",
  tag: "Journeys",
  summary: "Cancel an open journey, also one on hold",
  audience: "journey",
  scope: "journeys:write",
  unknownId: "journey.not_found",
  body: object({ cancellationReason: text(), cancelledBy: callerId().nullish() }),
  actor: "cancelledBy",
  data: journeySchema,
  example: {
    request: requestExample,
    response: {
      ...movedJourneyExample,
      status: "cancelled",
      remarks: [
        { action: "cancelled", by: "usr_rm_001", at: "2024-01-15T11:00:00Z", text: "Customer withdrew application" },
      ],
    },
  },
  handle: ({ journeys }, { id, body }, outgoing) => journeys.cancelJourney(outgoing, { ...body, journeyId: id }),
  answer: (journey) => one(toJourney(journey)),
});
