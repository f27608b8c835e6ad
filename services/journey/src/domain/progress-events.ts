import type { DomainEvent } from "@omni/kernel";
import { completedSteps, currentStep, isOnHold, isReadyToComplete, type Journey, type Outcome } from "./journey.ts";
import { atStep, given, journeyEvent, timeText } from "./journey-event.ts";
import type { Step } from "./step.ts";
import type { TemplateCategory } from "./template.ts";

interface Creation {
  readonly category: TemplateCategory;
  /** The steps that `when` left out. */
  readonly skipped: readonly Step[];
}

export function journeyCreated(journey: Journey, { category, skipped }: Creation): DomainEvent {
  const { templateId, templateVersion, customerId, priority, assignee, dueAt, channel, steps } = journey;
  return journeyEvent(journey, "journey.created", {
    summary: `${category.charAt(0).toUpperCase()}${category.slice(1)} journey created${notNeeded(skipped)}`,
    channel,
    handover: [assignee],
    data: {
      templateId,
      templateVersion,
      customerId,
      priority,
      totalSteps: steps.length,
      ...given("assigneeId", assignee?.id),
      ...given("assigneeType", assignee?.type),
      ...given("dueAt", timeText(dueAt)),
      ...skippedIds(skipped),
    },
  });
}

interface Advancement {
  readonly outcome: "passed" | "skipped" | "waived";
  /** The steps after it that `when` left out. */
  readonly skipped: readonly Step[];
}

/** `journey` is the state after the step was done. */
export function journeyAdvanced(journey: Journey, step: Step, { outcome, skipped }: Advancement): DomainEvent {
  const next = currentStep(journey);
  const onward = next === undefined ? "all steps are done" : `next is ${next.name}`;
  return journeyEvent(journey, "journey.advanced", {
    summary: `Journey advanced: ${step.name} ${outcome}${notNeeded(skipped)}; ${onward}`,
    data: {
      stepId: step.id,
      outcome,
      ...given("nextStepId", next?.id),
      completedSteps: completedSteps(journey),
      totalSteps: journey.steps.length,
      readyToComplete: isReadyToComplete(journey),
      ...skippedIds(skipped),
    },
  });
}

const skippedIds = (skipped: readonly Step[]) =>
  given("skippedStepIds", skipped.length === 0 ? undefined : skipped.map(({ id }) => id));

function notNeeded([first, ...others]: readonly Step[]): string {
  if (first === undefined) return "";
  return others.length === 0 ? `; ${first.name} not needed` : `; ${1 + others.length} steps not needed`;
}

export const stepFailed = (journey: Journey, step: Step, attempt: number): DomainEvent =>
  journeyEvent(journey, "journey.step_failed", {
    summary: `Step failed: ${step.name}, attempt ${attempt}`,
    data: { stepId: step.id, outcome: "failed", attempt },
  });

const endings = {
  success: "Journey completed successfully",
  success_with_conditions: "Journey completed successfully, with conditions",
} as const;

export const journeyCompleted = (journey: Journey, outcome: Outcome, completion: "manual" | "auto"): DomainEvent =>
  journeyEvent(journey, "journey.completed", {
    summary: completion === "auto" ? "Journey completed by itself after its last step" : endings[outcome],
    data: { outcome, completion, completedSteps: completedSteps(journey), totalSteps: journey.steps.length },
  });

/** `journey` is the state before it was cancelled. */
export const journeyCancelled = (journey: Journey): DomainEvent =>
  journeyEvent(journey, "journey.cancelled", {
    summary: `Journey cancelled ${atStep(journey)}${isOnHold(journey) ? ", while on hold" : ""}`,
    data: {
      fromStatus: journey.status,
      ...given("currentStepId", currentStep(journey)?.id),
      completedSteps: completedSteps(journey),
      totalSteps: journey.steps.length,
    },
  });
