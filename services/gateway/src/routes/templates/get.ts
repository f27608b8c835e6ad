import { endpoint } from "../../endpoint.ts";
import { one } from "../../page.ts";
import { templateExample, templateSchema, toTemplate } from "./template.ts";

export const getTemplate = endpoint({
  name: "getTemplate",
  method: "get",
  path: "/templates/{id}",
  tag: "Journey templates",
  summary: "Read a journey template",
  audience: "journey",
  scope: "templates:read",
  unknownId: "template.not_found",
  data: templateSchema,
  example: { response: templateExample },
  handle: ({ templates }, { id }, outgoing) => templates.getTemplate(outgoing, { templateId: id }),
  answer: (template) => one(toTemplate(template)),
});
