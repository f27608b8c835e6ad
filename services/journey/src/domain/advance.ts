import {
  accepted,
  type Change,
  type Decision,
  type Instant,
  type JsonText,
  refusal,
  type Refusal,
  type Result,
} from "@omni/kernel";
import { completeByItself } from "./complete.ts";
import { passRefusal } from "./evidence.ts";
import { journeyResumed } from "./handover-events.ts";
import { currentStep, type Journey } from "./journey.ts";
import { openMap } from "./open-map.ts";
import { permit } from "./permit.ts";
import { journeyAdvanced, stepFailed } from "./progress-events.ts";
import { reach } from "./reach.ts";
import { commandOf, id, reading, word } from "./reading.ts";
import { attemptsMax, isDone, type Step } from "./step.ts";
import { mayMove, type Mover } from "./who-may.ts";

export const stepOutcomes = ["passed", "failed", "skipped", "waived"] as const;

export interface Advance {
  readonly stepId: string;
  readonly outcome: (typeof stepOutcomes)[number];
  readonly data?: JsonText | undefined;
}

/** An advance as it is asked for: each field may be missing or wrong. */
export interface AskedAdvance {
  readonly completedStepId?: string | undefined;
  readonly stepOutcome?: string | undefined;
  /** JSON text. */
  readonly stepData?: string | undefined;
}

/** Contract §1, "Limits". */
const stepDataBytesMax = 64 * 1024;

/** Reads the command; refuses with a pointer to each fault, and step data over 64 KiB with 422. */
export function parseAdvance(asked: AskedAdvance): Result<Advance> {
  const data = openMap(asked.stepData, "/stepData", stepDataBytesMax);
  if (!data.ok) return data;
  const from = reading();
  return commandOf(from, {
    stepId: id(from, "/completedStepId", asked.completedStepId),
    outcome: word(from, "/stepOutcome", asked.stepOutcome, stepOutcomes),
    data: data.value,
  });
}

/** Moves a journey by its current step; one that was handed over is taken up with it. */
export function advance(journey: Journey, command: Advance, mover: Mover, now: Instant): Decision<Journey> {
  const status = permit(journey, "advance", mayMove(journey, mover));
  if (!status.ok) return status;
  const step = stepNamed(journey, command.stepId);
  if (!step.ok) return step;
  const refused = outcomeRefusal(step.value, command);
  if (refused) return refused;
  const taken: Journey = { ...journey, status: status.value, updatedAt: now };
  const done: Done = { step: step.value, data: command.data, by: mover.id, now };
  const moved = command.outcome === "failed" ? fail(taken, done) : finish(taken, done, command.outcome);
  return accepted(resumeFirst(journey, completeByItself(moved, now)));
}

/** The current step, if that is the one named. */
function stepNamed(journey: Journey, stepId: string): Result<Step> {
  const step = journey.steps.find((candidate) => candidate.id === stepId);
  if (step === undefined) {
    return refusal("journey.step_unknown", {
      faults: [{ pointer: "/completedStepId", detail: "The journey has no such step." }],
    });
  }
  if (isDone(step)) return refusal("journey.step_already_completed", { facts: { stepId, stepStatus: step.status } });
  const current = currentStep(journey);
  if (step === current) return accepted(step);
  return refusal("journey.step_mismatch", {
    detail: `The current step is ${current?.id}.`,
    facts: { currentStepId: current?.id ?? "" },
  });
}

/** Why the current step cannot end like this; `undefined` when it can. */
function outcomeRefusal(step: Step, { outcome, data }: Advance): Refusal | undefined {
  const facts = { stepId: step.id };
  switch (outcome) {
    case "passed":
      return passRefusal(step, data);
    case "failed":
      return step.attempts.length >= attemptsMax ? refusal("journey.attempts_exhausted", { facts }) : undefined;
    case "skipped":
      return step.required ? refusal("journey.step_required", { facts }) : undefined;
    case "waived":
      // Only an approved approval may waive a step, and none can exist yet.
      return refusal("journey.approval_required", { facts });
  }
}

/** What was done with the current step. */
interface Done {
  readonly step: Step;
  readonly data: JsonText | undefined;
  readonly by: string;
  readonly now: Instant;
}

const statusOf = { passed: "completed", skipped: "skipped", waived: "waived" } as const;

/** The step is done, the next one is reached. */
function finish(journey: Journey, { step, data, by, now }: Done, outcome: keyof typeof statusOf): Change<Journey> {
  const done: Step = { ...step, status: statusOf[outcome], doneAt: now, doneBy: by, data };
  const place = journey.steps.indexOf(step);
  const { steps, skipped } = reach(journey.steps.with(place, done), place + 1, journey, now);
  const state: Journey = { ...journey, steps };
  return { state, events: [journeyAdvanced(state, step, { outcome, skipped })] };
}

/** The step stays current and keeps the attempt. */
function fail(journey: Journey, { step, data, by, now }: Done): Change<Journey> {
  const attempts = [...step.attempts, { outcome: "failed", at: now, by, data } as const];
  const tried: Step = { ...step, status: "failed", attempts };
  const state: Journey = { ...journey, steps: journey.steps.with(journey.steps.indexOf(step), tried) };
  return { state, events: [stepFailed(state, step, attempts.length)] };
}

/** What happens to a journey that was handed over resumes it, in the same commit. */
const resumeFirst = (before: Journey, { state, events }: Change<Journey>): Change<Journey> => ({
  state,
  events: before.status === "assigned" ? [journeyResumed(before), ...events] : events,
});
