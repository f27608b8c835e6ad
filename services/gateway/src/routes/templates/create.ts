import { z } from "@hono/zod-openapi";
import { endpoint } from "../../endpoint.ts";
import { one } from "../../page.ts";
import { callerId, object, text } from "../../schemas.ts";
import { categories, templateSchema, toTemplate } from "./template.ts";
import { layoutShape } from "./template-body.ts";
import { templateExample, templateRequestExample } from "./template-examples.ts";

export const createTemplate = endpoint({
  name: "createTemplate",
  method: "post",
  path: "/templates",
  tag: "Journey templates",
  summary: "Create a journey template",
  description: "Makes version 1: active at once, or a draft when `status` says so.",
  audience: "journey",
  scope: "templates:write",
  body: object({ id: callerId().nullish(), name: text(), category: z.enum(categories), ...layoutShape }),
  actor: "createdBy",
  data: templateSchema,
  example: { request: templateRequestExample, response: templateExample },
  handle: ({ templates }, { body }, outgoing) => templates.createTemplate(outgoing, body),
  created: ({ id = "" }) => `/templates/${id}`,
  answer: (template) => one(toTemplate(template)),
});
