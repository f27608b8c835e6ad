import { endpoint } from "../../endpoint.ts";
import { one } from "../../page.ts";
import { callerId, object } from "../../schemas.ts";
import { templateSchema, toTemplate } from "./template.ts";
import { archivedExample } from "./template-examples.ts";

export const archiveTemplate = endpoint({
  name: "archiveTemplate",
  method: "post",
  path: "/templates/{id}/archive",
  tag: "Journey templates",
  summary: "Archive a journey template",
  description: "Ends the template for good: no journey begins with it any more, those that have begun go on.",
  audience: "journey",
  scope: "templates:write",
  unknownId: "template.not_found",
  body: object({ archivedBy: callerId().nullish() }),
  actor: "archivedBy",
  data: templateSchema,
  example: { request: { archivedBy: "usr_rm_001" }, response: archivedExample },
  handle: ({ templates }, { id, body }, outgoing) => templates.archiveTemplate(outgoing, { ...body, templateId: id }),
  answer: (template) => one(toTemplate(template)),
});
