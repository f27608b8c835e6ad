import type { DomainEvent } from "@omni/kernel";
import type { Template } from "./template.ts";

/** `template` is the state in which the version is active. */
export const templatePublished = ({ id, version, category, name, steps }: Template): DomainEvent => ({
  type: "template.published",
  subjects: [{ type: "template", id }],
  summary: `Template published: ${name}, version ${version}`,
  data: { templateId: id, templateVersion: version, category, totalSteps: steps.length },
});

export const templateArchived = ({ id, version, category, name }: Template): DomainEvent => ({
  type: "template.archived",
  subjects: [{ type: "template", id }],
  summary: `Template archived: ${name}, at version ${version}`,
  data: { templateId: id, templateVersion: version, category },
});
