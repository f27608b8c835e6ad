import type { Template } from "./domain/template.ts";

/** A template as it was kept before it had versions: the one version that there was. */
type FirstSchema = Omit<
  Template,
  "others" | "completion" | "calendar" | "addedBy" | "addedAt" | "publishedBy" | "publishedAt"
>;

/** Reads a stored template; `schema` says in which of its two shapes. */
export function decodeTemplate(text: string, schema: number): Template {
  // The text was written by JSON.stringify, from a state that the domain had made.
  if (schema !== 1) return JSON.parse(text) as Template;
  const template = JSON.parse(text) as FirstSchema;
  const { status, createdBy, createdAt } = template;
  return {
    ...template,
    others: [],
    completion: "manual",
    calendar: "continuous",
    addedBy: createdBy,
    addedAt: createdAt,
    ...(status === "active" ? { publishedBy: createdBy, publishedAt: createdAt } : {}),
  };
}
