import { accepted, type Decision, type Instant } from "@omni/kernel";
import { journeyResumed } from "./handover-events.ts";
import type { Journey } from "./journey.ts";
import { permit } from "./permit.ts";
import { mayMove, type Mover } from "./who-may.ts";

/** Takes up a journey that was handed over. */
export function resume(journey: Journey, mover: Mover, now: Instant): Decision<Journey> {
  const status = permit(journey, "resume", mayMove(journey, mover));
  if (!status.ok) return status;
  const state: Journey = { ...journey, status: status.value, updatedAt: now };
  return accepted({ state, events: [journeyResumed(state)] });
}
