import { z } from "@hono/zod-openapi";
import type { Template } from "@omni/proto/generated/omni/journey/v1/Template";
import type { TemplateStep } from "@omni/proto/generated/omni/journey/v1/TemplateStep";
import type { TemplateVersion } from "@omni/proto/generated/omni/journey/v1/TemplateVersion";

export const categories = ["onboarding", "servicing", "sales"] as const;
export const templateStatuses = ["active", "draft", "archived"] as const;
export const stepTypes = [
  "kyc_check",
  "document_upload",
  "approval",
  "form",
  "signature",
  "external",
  "manual",
] as const;

export const completions = ["manual", "auto"] as const;
export const calendars = ["continuous"] as const;

const templateStepSchema = z
  .strictObject({
    id: z.string(),
    name: z.string(),
    type: z.enum(stepTypes),
    order: z.number().int(),
    required: z.boolean(),
    timeoutHours: z.number().int().optional(),
    documentsRequired: z.array(z.string()).optional(),
    approvalRoleRequired: z.string().optional(),
    evidenceRequired: z.boolean(),
    when: z.string().optional().openapi({ description: "A condition in CEL: where it is false, the step is skipped." }),
  })
  .openapi("TemplateStep");

const templateVersionSchema = z
  .strictObject({
    version: z.number().int(),
    status: z.enum(templateStatuses),
    createdBy: z.string(),
    createdAt: z.string(),
    publishedBy: z.string().optional(),
    publishedAt: z.string().optional(),
  })
  .openapi("TemplateVersion");

export const templateSchema = z
  .strictObject({
    id: z.string(),
    name: z.string(),
    description: z.string().optional(),
    category: z.enum(categories),
    status: z.enum(templateStatuses),
    version: z.number().int(),
    steps: z.array(templateStepSchema).optional().openapi({ description: "Left out in lists." }),
    estimatedDurationDays: z.number().int().optional(),
    slaHours: z.number().int().optional(),
    completion: z.enum(completions),
    calendar: z.enum(calendars),
    createdBy: z.string(),
    createdAt: z.string(),
    updatedAt: z.string(),
    versions: z
      .array(templateVersionSchema)
      .optional()
      .openapi({ description: "All versions, by number. Left out in lists." }),
  })
  .openapi("Template");

/** A template as a list shows it. */
export const toListedTemplate = (template: Template) => ({
  id: template.id ?? "",
  name: template.name ?? "",
  description: template.description,
  category: template.category ?? "",
  status: template.status ?? "",
  version: template.version ?? 0,
  estimatedDurationDays: template.estimatedDurationDays,
  slaHours: template.slaHours,
  completion: template.completion ?? "manual",
  calendar: template.calendar ?? "continuous",
  createdBy: template.createdBy ?? "",
  createdAt: template.createdAt ?? "",
  updatedAt: template.updatedAt ?? "",
});

export const toTemplate = (template: Template) => ({
  ...toListedTemplate(template),
  steps: template.steps.map(toTemplateStep),
  versions: template.versions.map(toTemplateVersion),
});

const toTemplateVersion = (version: TemplateVersion) => ({
  version: version.version ?? 0,
  status: version.status ?? "",
  createdBy: version.createdBy ?? "",
  createdAt: version.createdAt ?? "",
  publishedBy: version.publishedBy,
  publishedAt: version.publishedAt,
});

const toTemplateStep = (step: TemplateStep) => ({
  id: step.id ?? "",
  name: step.name ?? "",
  type: step.type ?? "",
  order: step.order ?? 0,
  required: step.required ?? true,
  timeoutHours: step.timeoutHours,
  documentsRequired: step.documentsRequired.length === 0 ? undefined : step.documentsRequired,
  approvalRoleRequired: step.approvalRoleRequired,
  evidenceRequired: step.evidenceRequired ?? false,
  when: step.when,
});
