import { type DomainEvent, formatInstant, type Instant, type Subject } from "@omni/kernel";
import { completedSteps, currentStep, isReadyToComplete, type Journey } from "./journey.ts";
import type { Step } from "./step.ts";
import type { TemplateCategory } from "./template.ts";

/** Every entity whose timeline shows the journey's events. */
function subjectsOf({ id, customerId, relatedTo }: Journey): readonly Subject[] {
  const own = { type: "customer", id: customerId };
  const others = relatedTo.filter(({ type, id: other }) => type !== own.type || other !== own.id);
  return [{ type: "journey", id }, own, ...others];
}

export function journeyCreated(journey: Journey, category: TemplateCategory): DomainEvent {
  const { id, templateId, templateVersion, customerId, priority, assignee, dueAt, channel, steps } = journey;
  return {
    type: "journey.created",
    subjects: subjectsOf(journey),
    summary: `${category.charAt(0).toUpperCase()}${category.slice(1)} journey created`,
    channel,
    data: {
      journeyId: id,
      templateId,
      templateVersion,
      customerId,
      priority,
      totalSteps: steps.length,
      ...(assignee === undefined ? {} : { assigneeId: assignee.id, assigneeType: assignee.type }),
      ...(dueAt === undefined ? {} : { dueAt: formatInstant(dueAt) }),
    },
  };
}

/** `journey` is the state after the step was done. */
export function journeyAdvanced(journey: Journey, step: Step, outcome: "passed" | "skipped"): DomainEvent {
  const next = currentStep(journey);
  return {
    type: "journey.advanced",
    subjects: subjectsOf(journey),
    summary: `Journey advanced: ${step.name} ${outcome}`,
    data: {
      journeyId: journey.id,
      stepId: step.id,
      outcome,
      ...(next === undefined ? {} : { nextStepId: next.id }),
      completedSteps: completedSteps(journey),
      totalSteps: journey.steps.length,
      readyToComplete: isReadyToComplete(journey),
    },
  };
}

export const stepFailed = (journey: Journey, step: Step, attempt: number): DomainEvent => ({
  type: "journey.step_failed",
  subjects: subjectsOf(journey),
  summary: `Step failed: ${step.name}, attempt ${attempt}`,
  data: { journeyId: journey.id, stepId: step.id, outcome: "failed", attempt },
});

export const stepOverdue = (journey: Journey, step: Step, dueAt: Instant): DomainEvent => ({
  type: "journey.step_overdue",
  subjects: subjectsOf(journey),
  summary: `Step overdue: ${step.name}`,
  data: { journeyId: journey.id, stepId: step.id, dueAt: formatInstant(dueAt) },
});

export const slaBreached = (journey: Journey, dueAt: Instant): DomainEvent => ({
  type: "journey.sla_breached",
  subjects: subjectsOf(journey),
  summary: "Journey overdue: it is still open at its due time",
  data: { journeyId: journey.id, dueAt: formatInstant(dueAt) },
});
