import { formatInstant, type Instant, type JsonText } from "@omni/kernel";
import type { JourneyServiceDefinition, ReplyOf } from "@omni/platform/rpc";
import {
  completedSteps,
  currentStep,
  currentStepIndex,
  isOnHold,
  isOverdue,
  isReadyToComplete,
  isStepOverdue,
  type Journey,
} from "./domain/journey.ts";
import type { Remark } from "./domain/remark.ts";
import type { Attempt, Step } from "./domain/step.ts";

export type JourneyReply = ReplyOf<JourneyServiceDefinition, "getJourney">;

/** What a list shows of a journey: everything but its steps, its context and its remarks, which may be large. */
export interface JourneySummary extends Omit<Journey, "steps" | "context" | "remarks"> {
  readonly currentStepIndex: number;
  readonly currentStep: Pick<Step, "id" | "name" | "type" | "status"> | undefined;
  readonly totalSteps: number;
  readonly completedSteps: number;
  readonly readyToComplete: boolean;
}

export function journeySummary({ steps, context: _left, remarks: _too, ...journey }: Journey): JourneySummary {
  const whole = { ...journey, steps };
  const current = currentStep(whole);
  return {
    ...journey,
    currentStepIndex: currentStepIndex(whole),
    currentStep: current && { id: current.id, name: current.name, type: current.type, status: current.status },
    totalSteps: steps.length,
    completedSteps: completedSteps(whole),
    readyToComplete: isReadyToComplete(whole),
  };
}

/** A journey as lists answer it. */
export const summaryReply = (journey: JourneySummary, now: Instant): JourneyReply => ({
  id: journey.id,
  status: journey.status,
  templateId: journey.templateId,
  templateVersion: journey.templateVersion,
  customerId: journey.customerId,
  channel: journey.channel,
  currentStepIndex: journey.currentStepIndex,
  currentStep: journey.currentStep,
  totalSteps: journey.totalSteps,
  completedSteps: journey.completedSteps,
  assigneeId: journey.assignee?.id,
  assigneeType: journey.assignee?.type,
  priority: journey.priority,
  dueAt: timeText(journey.dueAt),
  overdue: isOverdue(journey, now),
  onHold: isOnHold(journey),
  readyToComplete: journey.readyToComplete,
  outcome: journey.outcome,
  relatedTo: journey.relatedTo,
  createdBy: journey.createdBy,
  createdAt: formatInstant(journey.createdAt),
  updatedAt: formatInstant(journey.updatedAt),
});

/** A journey as it is read and as every action answers it. */
export const journeyReply = (journey: Journey, now: Instant): JourneyReply => ({
  ...summaryReply(journeySummary(journey), now),
  steps: journey.steps.map((step) => stepReply(step, isStepOverdue(journey, step, now))),
  context: bytes(journey.context),
  remarks: journey.remarks?.map(remarkReply),
});

const stepReply = (step: Step, overdue: boolean) => ({
  id: step.id,
  name: step.name,
  type: step.type,
  order: step.order,
  required: step.required,
  status: step.status,
  timeoutHours: step.timeoutHours,
  documentsRequired: step.documentsRequired,
  approvalRoleRequired: step.approvalRoleRequired,
  evidenceRequired: step.evidenceRequired,
  enteredAt: timeText(step.enteredAt),
  dueAt: timeText(step.dueAt),
  overdue,
  completedAt: timeText(step.doneAt),
  completedBy: step.doneBy,
  data: bytes(step.data),
  attempts: step.attempts.map(attemptReply),
  when: step.when,
});

const attemptReply = ({ outcome, at, by, data }: Attempt) => ({
  outcome,
  at: formatInstant(at),
  by,
  data: bytes(data),
});

const remarkReply = ({ action, by, at, text }: Remark) => ({ action, by, at: formatInstant(at), text });

const timeText = (at: Instant | undefined): string | undefined => (at === undefined ? undefined : formatInstant(at));
const bytes = (map: JsonText | undefined): Uint8Array | undefined => (map === undefined ? undefined : Buffer.from(map));
