import type { DomainEvent } from "@omni/kernel";
import { type Assignee, currentStep, type Journey } from "./journey.ts";
import { atStep, given, journeyEvent } from "./journey-event.ts";

interface Handover {
  readonly before: Assignee | undefined;
  readonly notifyAssignee: boolean;
  /** The assignee took it himself. */
  readonly claimed: boolean;
}

export function journeyAssigned(
  journey: Journey,
  assignee: Assignee,
  { before, notifyAssignee, claimed }: Handover,
): DomainEvent {
  const from = before === undefined ? "" : ` from ${nameOf(before)}`;
  const to = claimed ? `claimed by ${assignee.id}` : `assigned to ${nameOf(assignee)}`;
  return journeyEvent(journey, "journey.assigned", {
    summary: `Journey ${to}${from}`,
    handover: [assignee, before],
    data: {
      assigneeId: assignee.id,
      assigneeType: assignee.type,
      ...given("previousAssigneeId", before?.id),
      ...given("previousAssigneeType", before?.type),
      claimed,
      notifyAssignee,
    },
  });
}

/** `journey` is the state in which it goes on. */
export const journeyResumed = (journey: Journey, claimed = false): DomainEvent =>
  journeyEvent(journey, "journey.resumed", {
    summary: `Journey ${claimed ? `claimed by ${journey.assignee?.id} and ` : ""}resumed ${atStep(journey)}`,
    handover: claimed ? [journey.assignee] : [],
    data: {
      claimed,
      ...given("assigneeId", journey.assignee?.id),
      ...given("assigneeType", journey.assignee?.type),
      ...given("currentStepId", currentStep(journey)?.id),
    },
  });

const nameOf = ({ id, type }: Assignee): string => (type === "team" ? `the team ${id}` : id);
