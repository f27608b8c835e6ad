import { z } from "@hono/zod-openapi";
import { endpoint } from "../../endpoint.ts";
import { one } from "../../page.ts";
import { queryNumber, wholeMax } from "../../schemas.ts";
import { templateSchema, toTemplate } from "./template.ts";
import { templateExample } from "./template-examples.ts";

export const getTemplate = endpoint({
  name: "getTemplate",
  method: "get",
  path: "/templates/{id}",
  tag: "Journey templates",
  summary: "Read a journey template",
  description:
    "Answers the current version: the active one; before the first publication the newest draft; of an archived " +
    "template the version that was current last. `versions` names all others, and `version` reads one of them.",
  audience: "journey",
  scope: "templates:read",
  unknownId: "template.not_found",
  query: z.strictObject({ version: queryNumber({ min: 1, max: wholeMax }).optional() }),
  data: templateSchema,
  example: { response: templateExample },
  handle: ({ templates }, { id, query }, outgoing) =>
    templates.getTemplate(outgoing, { templateId: id, version: query.version }),
  answer: (template) => one(toTemplate(template)),
});
