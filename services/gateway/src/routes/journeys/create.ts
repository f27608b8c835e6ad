import { z } from "@hono/zod-openapi";
import { endpoint } from "../../endpoint.ts";
import { one } from "../../page.ts";
import { callerId, instant, object, openMap, text } from "../../schemas.ts";
import { toJourney } from "./journey.ts";
import {
  assigneeTypes,
  channels,
  journeyExample,
  journeyRequestExample,
  journeySchema,
  priorities,
} from "./journey-schema.ts";

export const createJourney = endpoint({
  name: "createJourney",
  method: "post",
  path: "/journeys",
  tag: "Journeys",
  summary: "Create a customer journey from a template",
  audience: "journey",
  scope: "journeys:write",
  body: object({
    templateId: text(),
    customerId: callerId(),
    channel: z.enum(channels),
    context: openMap().nullish(),
    assigneeId: callerId().nullish(),
    assigneeType: z.enum(assigneeTypes).nullish(),
    priority: z.enum(priorities).nullish(),
    dueAt: instant().nullish(),
    relatedTo: z.array(object({ type: text(), id: callerId() })).nullish(),
    createdBy: callerId().nullish(),
  }),
  actor: "createdBy",
  data: journeySchema,
  example: { request: journeyRequestExample, response: journeyExample },
  handle: ({ journeys }, { body }, outgoing) => journeys.createJourney(outgoing, body),
  created: ({ id = "" }) => `/journeys/${id}`,
  answer: (journey) => one(toJourney(journey)),
});
