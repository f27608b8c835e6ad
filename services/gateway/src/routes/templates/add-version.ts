import { z } from "@hono/zod-openapi";
import { endpoint } from "../../endpoint.ts";
import { one } from "../../page.ts";
import { object, text } from "../../schemas.ts";
import { categories, templateSchema, toTemplate } from "./template.ts";
import { draftExample, versionRequestExample } from "./template-examples.ts";
import { layoutShape } from "./template-body.ts";

export const addTemplateVersion = endpoint({
  name: "addTemplateVersion",
  method: "post",
  path: "/templates/{id}/versions",
  tag: "Journey templates",
  summary: "Add the next version to a journey template",
  description:
    "The version is a draft until it is published, or active at once when `status` says so. `name` and `category` stay " +
    "as they are when they are left out; all else is laid down anew. Journeys that have begun keep their version.",
  audience: "journey",
  scope: "templates:write",
  unknownId: "template.not_found",
  body: object({ name: text().nullish(), category: z.enum(categories).nullish(), ...layoutShape }),
  actor: "createdBy",
  data: templateSchema,
  example: { request: versionRequestExample, response: draftExample },
  handle: ({ templates }, { id, body }, outgoing) =>
    templates.addTemplateVersion(outgoing, { ...body, templateId: id }),
  created: ({ id = "", version = 0 }) => `/templates/${id}?version=${version}`,
  answer: (template) => one(toTemplate(template)),
});
