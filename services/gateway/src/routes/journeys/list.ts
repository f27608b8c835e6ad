import { z } from "@hono/zod-openapi";
import { endpoint } from "../../endpoint.ts";
import { list, listPage, partPage } from "../../page.ts";
import { instant, queryFlag, text } from "../../schemas.ts";
import { toListedJourney } from "./journey.ts";
import { journeySchema, journeyStatuses, listedJourneyExample, priorities } from "./journey-schema.ts";

export const listJourneys = endpoint({
  name: "listJourneys",
  method: "get",
  path: "/journeys",
  tag: "Journeys",
  summary: "List customer journeys",
  description: "Newest first.",
  audience: "journey",
  scope: "journeys:read",
  query: z.strictObject({
    status: z.enum(journeyStatuses).optional(),
    templateId: text().optional(),
    customerId: text().optional(),
    assigneeId: text().optional(),
    priority: z.enum(priorities).optional(),
    overdue: queryFlag().optional(),
    createdFrom: instant().optional(),
    createdTo: instant().optional(),
    ...listPage,
  }),
  data: journeySchema,
  list: true,
  example: { response: listedJourneyExample },
  handle: ({ journeys }, { query }, outgoing) => {
    const { page, filters } = partPage(query);
    return journeys.listJourneys(outgoing, { page, ...filters });
  },
  answer: ({ journeys, pagination }) => list(journeys.map(toListedJourney), pagination),
});
