import { endpoint } from "../../endpoint.ts";
import { one } from "../../page.ts";
import { callerId, object, wholeNumber } from "../../schemas.ts";
import { templateSchema, toTemplate } from "./template.ts";
import { publishedExample } from "./template-examples.ts";

export const publishTemplate = endpoint({
  name: "publishTemplate",
  method: "post",
  path: "/templates/{id}/publish",
  tag: "Journey templates",
  summary: "Publish a draft of a journey template",
  description: "Makes the newest draft, or the one named, the active version: from now on journeys begin with it.",
  audience: "journey",
  scope: "templates:write",
  unknownId: "template.not_found",
  body: object({ version: wholeNumber().nullish(), publishedBy: callerId().nullish() }),
  actor: "publishedBy",
  data: templateSchema,
  example: { request: { version: 2, publishedBy: "usr_rm_001" }, response: publishedExample },
  handle: ({ templates }, { id, body }, outgoing) => templates.publishTemplate(outgoing, { ...body, templateId: id }),
  answer: (template) => one(toTemplate(template)),
});
