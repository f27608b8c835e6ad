import { accepted, type Decision, type Instant, type Result } from "@omni/kernel";
import type { Journey } from "./journey.ts";
import { permit } from "./permit.ts";
import { journeyCancelled } from "./progress-events.ts";
import { commandOf, prose, reading } from "./reading.ts";
import { remarked } from "./remark.ts";
import { type Director, mayDirect } from "./who-may.ts";

export interface Cancel {
  readonly reason: string;
}

/** A cancellation as it is asked for: the reason may be missing or wrong. */
export interface AskedCancel {
  readonly cancellationReason?: string | undefined;
}

/** Reads the command; refuses with a pointer to each fault. */
export function parseCancel(asked: AskedCancel): Result<Cancel> {
  const from = reading();
  return commandOf(from, { reason: prose(from, "/cancellationReason", asked.cancellationReason) });
}

/** Ends a journey before it is completed, also one that is on hold. */
export function cancel(journey: Journey, { reason }: Cancel, director: Director, now: Instant): Decision<Journey> {
  const status = permit(journey, "cancel", mayDirect(journey, director));
  if (!status.ok) return status;
  const cancelled: Journey = { ...journey, status: status.value, heldSince: undefined, updatedAt: now };
  const state = remarked(cancelled, "cancelled", { by: director.id, at: now, text: reason });
  return accepted({ state, events: [journeyCancelled(journey)] });
}
