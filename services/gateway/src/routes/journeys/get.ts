import { endpoint } from "../../endpoint.ts";
import { one } from "../../page.ts";
import { toJourney } from "./journey.ts";
import { journeyExample, journeySchema } from "./journey-schema.ts";

export const getJourney = endpoint({
  name: "getJourney",
  method: "get",
  path: "/journeys/{id}",
  tag: "Journeys",
  summary: "Read a journey",
  audience: "journey",
  scope: "journeys:read",
  unknownId: "journey.not_found",
  data: journeySchema,
  example: { response: journeyExample },
  handle: ({ journeys }, { id }, outgoing) => journeys.getJourney(outgoing, { journeyId: id }),
  answer: (journey) => one(toJourney(journey)),
});
