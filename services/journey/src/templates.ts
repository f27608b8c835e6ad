import { formatInstant } from "@omni/kernel";
import type { ReplyOf, TemplateServiceDefinition } from "@omni/platform/rpc";
import { type Collection, collection, type Filter } from "@omni/platform/store";
import type { StepDefinition } from "./domain/step-definition.ts";
import type { Template } from "./domain/template.ts";
import type { TemplateFilter } from "./domain/template-filter.ts";

export type TemplateReply = ReplyOf<TemplateServiceDefinition, "getTemplate">;
export type Templates = Collection<Template, TemplateReply, TemplateReply>;

export const templates = collection<Template, TemplateReply, TemplateReply>({
  name: "templates",
  aggregate: "template",
  schema: 1,
  // The text was written by `encode` below, from a state that the domain had made.
  decode: (text) => JSON.parse(text) as Template,
  encode: JSON.stringify,
  summary: summaryReply,
  createdAt: (template) => template.createdAt,
  indexes: { category: (template) => template.category, status: (template) => template.status },
  reply: (template) => ({ ...summaryReply(template), steps: template.steps.map(stepReply) }),
  status: (template) => template.status,
  idsMayBeChosen: true,
  missing: "template.not_found",
});

/** A template as lists answer it: without its steps. */
function summaryReply(template: Template): TemplateReply {
  return {
    id: template.id,
    name: template.name,
    description: template.description,
    category: template.category,
    status: template.status,
    version: template.version,
    estimatedDurationDays: template.estimatedDurationDays,
    slaHours: template.slaHours,
    createdBy: template.createdBy,
    createdAt: formatInstant(template.createdAt),
    updatedAt: formatInstant(template.updatedAt),
  };
}

const stepReply = (step: StepDefinition) => ({
  id: step.id,
  name: step.name,
  type: step.type,
  order: step.order,
  required: step.required,
  timeoutHours: step.timeoutHours,
  documentsRequired: step.documentsRequired,
  approvalRoleRequired: step.approvalRoleRequired,
  evidenceRequired: step.evidenceRequired,
});

/** Newest first. */
export const templatesBy = ({ category, status }: TemplateFilter): Filter => ({
  any: [{ ...(category === undefined ? {} : { category }), ...(status === undefined ? {} : { status }) }],
  order: "desc",
});
