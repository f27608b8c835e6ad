import { z } from "@hono/zod-openapi";
import { endpoint } from "../../endpoint.ts";
import { one } from "../../page.ts";
import { callerId, object, text, wholeNumber } from "../../schemas.ts";
import {
  categories,
  stepTypes,
  templateExample,
  templateRequestExample,
  templateSchema,
  toTemplate,
} from "./template.ts";

const step = object({
  id: callerId(),
  name: text(),
  type: z.enum(stepTypes),
  order: wholeNumber(),
  required: z.boolean().nullish(),
  timeoutHours: wholeNumber().nullish(),
  documentsRequired: z.array(text()).nullish(),
  approvalRoleRequired: text().nullish(),
  evidenceRequired: z.boolean().nullish(),
});

export const createTemplate = endpoint({
  name: "createTemplate",
  method: "post",
  path: "/templates",
  tag: "Journey templates",
  summary: "Create a journey template",
  audience: "journey",
  scope: "templates:write",
  body: object({
    id: callerId().nullish(),
    name: text(),
    description: text().nullish(),
    category: z.enum(categories),
    status: z.enum(["active", "draft"]).nullish(),
    steps: z.array(step),
    estimatedDurationDays: wholeNumber().nullish(),
    slaHours: wholeNumber().nullish(),
    createdBy: callerId().nullish(),
  }),
  actor: "createdBy",
  data: templateSchema,
  example: { request: templateRequestExample, response: templateExample },
  handle: ({ templates }, { body }, outgoing) => templates.createTemplate(outgoing, body),
  created: ({ id = "" }) => `/templates/${id}`,
  answer: (template) => one(toTemplate(template)),
});
