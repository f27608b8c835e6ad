import { type DomainEvent, formatInstant, type Instant } from "@omni/kernel";
import { duration } from "./duration.ts";
import { currentStep, type Journey } from "./journey.ts";
import { atStep, given, journeyEvent, timeText } from "./journey-event.ts";
import type { Step } from "./step.ts";

export const stepOverdue = (journey: Journey, step: Step, dueAt: Instant): DomainEvent =>
  journeyEvent(journey, "journey.step_overdue", {
    summary: `Step overdue: ${step.name} was due at ${formatInstant(dueAt)}`,
    data: { stepId: step.id, dueAt: formatInstant(dueAt) },
  });

export const slaBreached = (journey: Journey, dueAt: Instant): DomainEvent =>
  journeyEvent(journey, "journey.sla_breached", {
    summary: `Journey overdue: it was due at ${formatInstant(dueAt)} and is still open`,
    data: { dueAt: formatInstant(dueAt) },
  });

export const journeyHeld = (journey: Journey): DomainEvent =>
  journeyEvent(journey, "journey.held", {
    summary: `Journey put on hold ${atStep(journey)}`,
    data: dueTimes(journey),
  });

/** `journey` is the state after its clocks have moved. */
export function journeyReleased(journey: Journey, heldMs: number): DomainEvent {
  const due = journey.dueAt === undefined ? "" : `; now due at ${formatInstant(journey.dueAt)}`;
  return journeyEvent(journey, "journey.released", {
    summary: `Journey released after ${duration(heldMs)} on hold${due}`,
    data: { heldMs, ...dueTimes(journey) },
  });
}

function dueTimes(journey: Journey) {
  const step = currentStep(journey);
  return {
    ...given("currentStepId", step?.id),
    ...given("dueAt", timeText(journey.dueAt)),
    ...given("stepDueAt", timeText(step?.dueAt)),
  };
}
