import type { Attempt } from "@omni/proto/generated/omni/journey/v1/Attempt";
import type { CurrentStep } from "@omni/proto/generated/omni/journey/v1/CurrentStep";
import type { Journey } from "@omni/proto/generated/omni/journey/v1/Journey";
import type { Remark } from "@omni/proto/generated/omni/journey/v1/Remark";
import type { Step } from "@omni/proto/generated/omni/journey/v1/Step";
import { rawJson, type RawJson } from "../../json-writer.ts";

/** A journey as a list shows it: without its steps, its context and its remarks. */
export const toListedJourney = (journey: Journey) => ({
  id: journey.id ?? "",
  status: journey.status ?? "",
  templateId: journey.templateId ?? "",
  templateVersion: journey.templateVersion ?? 0,
  customerId: journey.customerId ?? "",
  channel: journey.channel ?? "",
  currentStepIndex: journey.currentStepIndex ?? 0,
  currentStep: journey.currentStep === undefined ? null : toCurrentStep(journey.currentStep),
  totalSteps: journey.totalSteps ?? 0,
  completedSteps: journey.completedSteps ?? 0,
  assigneeId: journey.assigneeId,
  assigneeType: journey.assigneeType,
  priority: journey.priority ?? "",
  dueAt: journey.dueAt,
  overdue: journey.overdue ?? false,
  onHold: journey.onHold ?? false,
  readyToComplete: journey.readyToComplete ?? false,
  outcome: journey.outcome,
  relatedTo: journey.relatedTo.length === 0 ? undefined : journey.relatedTo.map(toRelated),
  createdBy: journey.createdBy ?? "",
  createdAt: journey.createdAt ?? "",
  updatedAt: journey.updatedAt ?? "",
});

export const toJourney = (journey: Journey) => ({
  ...toListedJourney(journey),
  steps: journey.steps.map(toStep),
  context: openMapOf(journey.context),
  remarks: journey.remarks.length === 0 ? undefined : journey.remarks.map(toRemark),
});

const toCurrentStep = ({ id = "", name = "", type = "", status = "" }: CurrentStep) => ({ id, name, type, status });
const toRelated = ({ type = "", id = "" }: Journey["relatedTo"][number]) => ({ type, id });

const toStep = (step: Step) => ({
  id: step.id ?? "",
  name: step.name ?? "",
  type: step.type ?? "",
  order: step.order ?? 0,
  required: step.required ?? false,
  status: step.status ?? "",
  timeoutHours: step.timeoutHours,
  documentsRequired: step.documentsRequired.length === 0 ? undefined : step.documentsRequired,
  approvalRoleRequired: step.approvalRoleRequired,
  evidenceRequired: step.evidenceRequired ?? false,
  enteredAt: step.enteredAt,
  dueAt: step.dueAt,
  overdue: step.overdue ?? false,
  completedAt: step.completedAt,
  completedBy: step.completedBy,
  data: openMapOf(step.data),
  attempts: step.attempts.map(toAttempt),
  when: step.when,
});

const toAttempt = ({ outcome = "", at = "", by = "", data }: Attempt) => ({ outcome, at, by, data: openMapOf(data) });

const toRemark = ({ action = "", by = "", at = "", text = "" }: Remark) => ({ action, by, at, text });

const openMapOf = (bytes: Buffer | undefined): RawJson | undefined =>
  bytes === undefined ? undefined : rawJson(bytes.toString("utf8"));
