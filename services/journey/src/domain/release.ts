import { accepted, addMilliseconds, type Decision, type Instant, refusal } from "@omni/kernel";
import type { Pause } from "./hold.ts";
import { currentStep, type Journey } from "./journey.ts";
import { permit } from "./permit.ts";
import { remarked } from "./remark.ts";
import { journeyReleased } from "./time-events.ts";
import { type Director, mayDirect } from "./who-may.ts";

/** Lets a held journey go on, with the time that each of its clocks had left. */
export function release(journey: Journey, { reason }: Pause, director: Director, now: Instant): Decision<Journey> {
  const status = permit(journey, "release", mayDirect(journey, director));
  if (!status.ok) return status;
  const { heldSince } = journey;
  if (heldSince === undefined) return refusal("journey.not_on_hold");
  // A clock that was put back meanwhile takes no time from anybody.
  const heldMs = Math.max(0, now - heldSince);
  const released: Journey = {
    ...putOff(journey, heldMs),
    status: status.value,
    heldSince: undefined,
    updatedAt: now,
  };
  const state = remarked(released, "released", { by: director.id, at: now, text: reason });
  return accepted({ state, events: [journeyReleased(state, heldMs)] });
}

/** Both clocks move: the journey's and that of the step in hand. What was late before the hold stays late. */
function putOff(journey: Journey, ms: number): Journey {
  const current = currentStep(journey);
  const steps = journey.steps.map((step) => (step === current ? { ...step, dueAt: later(step.dueAt, ms) } : step));
  return { ...journey, dueAt: later(journey.dueAt, ms), steps };
}

const later = (at: Instant | undefined, ms: number): Instant | undefined =>
  at === undefined ? undefined : addMilliseconds(at, ms);
