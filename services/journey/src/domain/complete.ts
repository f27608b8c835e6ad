import { accepted, type Change, type Decision, type Instant, refusal, type Refusal, type Result } from "@omni/kernel";
import { isReadyToComplete, type Journey, type Outcome, outcomes } from "./journey.ts";
import { permit } from "./permit.ts";
import { journeyCompleted } from "./progress-events.ts";
import { commandOf, optional, prose, reading, word } from "./reading.ts";
import { remarked } from "./remark.ts";
import { isDone } from "./step.ts";
import { mayMove, type Mover } from "./who-may.ts";

export interface Complete {
  readonly outcome: Outcome;
  readonly notes?: string | undefined;
}

/** A completion as it is asked for: each field may be missing or wrong. */
export interface AskedComplete {
  readonly outcome?: string | undefined;
  readonly completionNotes?: string | undefined;
}

/** Reads the command; refuses with a pointer to each fault. */
export function parseComplete(asked: AskedComplete): Result<Complete> {
  const from = reading();
  return commandOf(from, {
    outcome: word(from, "/outcome", asked.outcome, outcomes),
    notes: optional(asked.completionNotes, (value) => prose(from, "/completionNotes", value)),
  });
}

/** Ends a journey well. Every required step must be passed or waived; one that `when` has skipped does not count. */
export function complete(journey: Journey, command: Complete, mover: Mover, now: Instant): Decision<Journey> {
  const status = permit(journey, "complete", mayMove(journey, mover));
  if (!status.ok) return status;
  const open = journey.steps.filter((step) => step.required && !isDone(step));
  if (open.length > 0) return stepsOpen(open.map(({ id }) => id));
  const { outcome, notes } = command;
  const completed: Journey = { ...journey, status: status.value, outcome, updatedAt: now };
  const state = remarked(completed, "completed", { by: mover.id, at: now, text: notes });
  return accepted({ state, events: [journeyCompleted(state, outcome, "manual")] });
}

const namedMax = 10;

const stepsOpen = (ids: readonly string[]): Refusal =>
  refusal("journey.steps_open", {
    facts: { openStepIds: ids.slice(0, namedMax).join(", "), openSteps: String(ids.length) },
  });

/** `completion: auto`: a journey whose last step is done completes by itself, in the same commit. */
export function completeByItself({ state, events }: Change<Journey>, now: Instant): Change<Journey> {
  if (state.completion !== "auto" || !isReadyToComplete(state)) return { state, events };
  const completed: Journey = { ...state, status: "completed", outcome: "success", updatedAt: now };
  return { state: completed, events: [...events, journeyCompleted(completed, "success", "auto")] };
}
