import { accepted, type Decision, type Instant } from "@omni/kernel";
import { journeyAssigned, journeyResumed } from "./handover-events.ts";
import type { Assignee, Journey } from "./journey.ts";
import { permit } from "./permit.ts";
import { mayClaim, type Mover } from "./who-may.ts";

/** Somebody takes a journey that is nobody's, or his team's, for himself; one that was handed to the team goes on. */
export function claim(journey: Journey, mover: Mover, now: Instant): Decision<Journey> {
  const status = permit(journey, "claim", mayClaim(journey, mover));
  if (!status.ok) return status;
  const assignee: Assignee = { id: mover.id, type: "user" };
  const state: Journey = { ...journey, status: status.value, assignee, updatedAt: now };
  const event =
    journey.status === "assigned"
      ? journeyResumed(state, true)
      : journeyAssigned(state, assignee, { before: journey.assignee, notifyAssignee: false, claimed: true });
  return accepted({ state, events: [event] });
}
