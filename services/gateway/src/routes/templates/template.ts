import { z } from "@hono/zod-openapi";
import type { Template } from "@omni/proto/generated/omni/journey/v1/Template";
import type { TemplateStep } from "@omni/proto/generated/omni/journey/v1/TemplateStep";

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
  })
  .openapi("TemplateStep");

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
    createdBy: z.string(),
    createdAt: z.string(),
    updatedAt: z.string(),
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
  createdBy: template.createdBy ?? "",
  createdAt: template.createdAt ?? "",
  updatedAt: template.updatedAt ?? "",
});

export const toTemplate = (template: Template) => ({
  ...toListedTemplate(template),
  steps: template.steps.map(toTemplateStep),
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
});

/** The seed's request to create a template. */
export const templateRequestExample = {
  name: "SME Onboarding",
  description: "End-to-end onboarding journey for SME customers",
  category: "onboarding",
  steps: [
    { id: "step_kyc", name: "KYC Verification", type: "kyc_check", order: 1, required: true, timeoutHours: 48 },
    {
      id: "step_docs",
      name: "Document Collection",
      type: "document_upload",
      order: 2,
      required: true,
      documentsRequired: ["trade_license", "financial_statements"],
    },
    {
      id: "step_credit",
      name: "Credit Assessment",
      type: "approval",
      order: 3,
      required: true,
      approvalRoleRequired: "credit_analyst",
    },
  ],
  estimatedDurationDays: 5,
  slaHours: 120,
};

const { steps: exampleSteps, ...exampleHead } = templateRequestExample;

export const listedTemplateExample = {
  id: "tmpl_onboarding_sme",
  ...exampleHead,
  status: "active",
  version: 1,
  createdBy: "usr_rm_001",
  createdAt: "2024-01-15T09:00:00Z",
  updatedAt: "2024-01-15T09:00:00Z",
};

export const templateExample = {
  ...listedTemplateExample,
  steps: exampleSteps.map((step) => ({ ...step, evidenceRequired: false })),
};
