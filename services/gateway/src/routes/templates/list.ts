import { z } from "@hono/zod-openapi";
import { endpoint } from "../../endpoint.ts";
import { list, listPage, partPage } from "../../page.ts";
import { categories, templateSchema, templateStatuses, toListedTemplate } from "./template.ts";
import { listedTemplateExample } from "./template-examples.ts";

export const listTemplates = endpoint({
  name: "listTemplates",
  method: "get",
  path: "/templates",
  tag: "Journey templates",
  summary: "List journey templates",
  audience: "journey",
  scope: "templates:read",
  query: z.strictObject({
    category: z.enum(categories).optional(),
    status: z.enum(templateStatuses).optional(),
    ...listPage,
  }),
  data: templateSchema,
  list: true,
  example: { response: listedTemplateExample },
  handle: ({ templates }, { query }, outgoing) => {
    const { page, filters } = partPage(query);
    return templates.listTemplates(outgoing, { page, ...filters });
  },
  answer: ({ templates, pagination }) => list(templates.map(toListedTemplate), pagination),
});
