import { formatInstant } from "@omni/kernel";
import type { ReplyOf, TemplateServiceDefinition } from "@omni/platform/rpc";
import { type Collection, collection, type Filter } from "@omni/platform/store";
import { decodeTemplate } from "./decode-template.ts";
import type { StepDefinition } from "./domain/step-definition.ts";
import { type Template, type TemplateVersion, versionsOf } from "./domain/template.ts";
import type { TemplateFilter } from "./domain/template-filter.ts";

export type TemplateReply = ReplyOf<TemplateServiceDefinition, "getTemplate">;
/** What it answers is the template itself: each method shows one version of it (`templateReply`). */
export type Templates = Collection<Template, TemplateReply, Template>;

/** As much as a journey: all versions are one document, and writing a larger one would hold up others. */
const bytesMax = 2 * 1024 * 1024;

export const templates = collection<Template, TemplateReply, Template>({
  name: "templates",
  aggregate: "template",
  schema: 2,
  decode: decodeTemplate,
  encode: JSON.stringify,
  summary: (template) => summaryReply(template, template),
  createdAt: (template) => template.createdAt,
  indexes: { category: (template) => template.category, status: (template) => template.status },
  reply: (template) => template,
  status: (template) => template.status,
  idsMayBeChosen: true,
  missing: "template.not_found",
  bytesMax: { bytes: bytesMax, refusal: "template.too_large" },
});

/** One version of a template, with the list of all. */
export const templateReply = (template: Template, shown: TemplateVersion): TemplateReply => ({
  ...summaryReply(template, shown),
  steps: shown.steps.map(stepReply),
  versions: versionsOf(template).map(versionReply),
});

/** A version as lists answer it: without its steps. */
const summaryReply = (template: Template, shown: TemplateVersion): TemplateReply => ({
  id: template.id,
  name: shown.name,
  description: shown.description,
  category: shown.category,
  status: shown.status,
  version: shown.version,
  estimatedDurationDays: shown.estimatedDurationDays,
  slaHours: shown.slaHours,
  completion: shown.completion,
  calendar: shown.calendar,
  createdBy: template.createdBy,
  createdAt: formatInstant(template.createdAt),
  updatedAt: formatInstant(template.updatedAt),
});

const versionReply = ({ version, status, addedBy, addedAt, publishedBy, publishedAt }: TemplateVersion) => ({
  version,
  status,
  createdBy: addedBy,
  createdAt: formatInstant(addedAt),
  publishedBy,
  publishedAt: publishedAt === undefined ? undefined : formatInstant(publishedAt),
});

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
  when: step.when,
});

/** Newest first. */
export const templatesBy = ({ category, status }: TemplateFilter): Filter => ({
  any: [{ ...(category === undefined ? {} : { category }), ...(status === undefined ? {} : { status }) }],
  order: "desc",
});
