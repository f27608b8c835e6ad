import { z } from "@hono/zod-openapi";
import { stepTypes } from "../templates/template.ts";

export const journeyStatuses = ["created", "in_progress", "assigned", "completed", "cancelled"] as const;
export const channels = ["web", "mobile", "branch", "call_center", "api", "partner"] as const;
export const priorities = ["low", "normal", "high", "urgent"] as const;
export const assigneeTypes = ["user", "team"] as const;
export const outcomes = ["success", "success_with_conditions"] as const;
export const stepOutcomes = ["passed", "failed", "skipped", "waived"] as const;

const openMap = z.record(z.string(), z.unknown());

const attemptSchema = z
  .strictObject({ outcome: z.string(), at: z.string(), by: z.string(), data: openMap.optional() })
  .openapi("Attempt");

const stepSchema = z
  .strictObject({
    id: z.string(),
    name: z.string(),
    type: z.enum(stepTypes),
    order: z.number().int(),
    required: z.boolean(),
    status: z.string(),
    timeoutHours: z.number().int().optional(),
    documentsRequired: z.array(z.string()).optional(),
    approvalRoleRequired: z.string().optional(),
    evidenceRequired: z.boolean(),
    enteredAt: z.string().optional(),
    dueAt: z.string().optional(),
    overdue: z.boolean(),
    completedAt: z.string().optional(),
    completedBy: z.string().optional(),
    data: openMap.optional().openapi({ description: "The stepData with which the step was done." }),
    attempts: z.array(attemptSchema),
    when: z.string().optional().openapi({ description: "CEL: the step is skipped where it is false when reached." }),
  })
  .openapi("Step");

const remarkSchema = z
  .strictObject({
    action: z.enum(["assigned", "held", "released", "completed", "cancelled"]),
    by: z.string(),
    at: z.string(),
    text: z.string(),
  })
  .openapi("Remark", { description: "A reason or a note that was given with an action." });

const currentStepSchema = z
  .strictObject({ id: z.string(), name: z.string(), type: z.enum(stepTypes), status: z.string() })
  .openapi("CurrentStep");

export const journeySchema = z
  .strictObject({
    id: z.string(),
    status: z.enum(journeyStatuses),
    templateId: z.string(),
    templateVersion: z.number().int(),
    customerId: z.string(),
    channel: z.enum(channels),
    currentStepIndex: z.number().int(),
    currentStep: currentStepSchema.nullable(),
    totalSteps: z.number().int(),
    completedSteps: z.number().int(),
    assigneeId: z.string().optional(),
    assigneeType: z.enum(assigneeTypes).optional(),
    priority: z.enum(priorities),
    dueAt: z.string().optional(),
    overdue: z.boolean(),
    onHold: z.boolean(),
    readyToComplete: z.boolean(),
    outcome: z.enum(outcomes).optional(),
    relatedTo: z.array(z.strictObject({ type: z.string(), id: z.string() })).optional(),
    createdBy: z.string(),
    createdAt: z.string(),
    updatedAt: z.string(),
    steps: z.array(stepSchema).optional().openapi({ description: "Left out in lists." }),
    context: openMap.optional().openapi({ description: "Left out in lists." }),
    remarks: z.array(remarkSchema).optional().openapi({ description: "The latest 50; left out in lists." }),
  })
  .openapi("Journey");

/** The seed's request to create a journey. */
export const journeyRequestExample = {
  templateId: "tmpl_onboarding_sme",
  customerId: "ent_customer_456",
  channel: "web",
  context: { productType: "murabaha", requestedAmount: { amount: 2000000, currency: "SAR" } },
  assigneeId: "usr_rm_001",
  priority: "normal",
  dueAt: "2024-01-25T17:00:00Z",
};

/** The seed's journey, right after it was created. */
export const listedJourneyExample = {
  id: "jrn_abc123",
  status: "created",
  templateId: "tmpl_onboarding_sme",
  templateVersion: 1,
  customerId: "ent_customer_456",
  channel: "web",
  currentStepIndex: 0,
  currentStep: { id: "step_kyc", name: "KYC Verification", type: "kyc_check", status: "pending" },
  totalSteps: 6,
  completedSteps: 0,
  assigneeId: "usr_rm_001",
  assigneeType: "user",
  priority: "normal",
  dueAt: "2024-01-25T17:00:00Z",
  overdue: false,
  onHold: false,
  readyToComplete: false,
  createdBy: "usr_rm_001",
  createdAt: "2024-01-15T10:30:00Z",
  updatedAt: "2024-01-15T10:30:00Z",
};

export const journeyExample = { ...listedJourneyExample, context: journeyRequestExample.context };

/** The seed's journey after its first step. */
export const movedJourneyExample = {
  ...journeyExample,
  status: "in_progress",
  currentStepIndex: 1,
  currentStep: { id: "step_docs", name: "Document Collection", type: "document_upload", status: "pending" },
  completedSteps: 1,
  updatedAt: "2024-01-15T11:00:00Z",
};
