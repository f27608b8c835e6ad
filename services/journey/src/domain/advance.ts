import { accepted, type Change, type Decision, type Instant, type JsonText, refusal, type Result } from "@omni/kernel";
import { passRefusal } from "./evidence.ts";
import { currentStep, type Journey } from "./journey.ts";
import { journeyAdvanced, stepFailed } from "./journey-events.ts";
import { type JourneyStatus, statusAfter } from "./lifecycle.ts";
import { openMap } from "./open-map.ts";
import { commandOf, id, reading, word } from "./reading.ts";
import { attemptsMax, enter, isDone, type Step } from "./step.ts";
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

/** Moves a journey by its current step. Refuses in the contract's order: closed, held, who may, step, the rest. */
export function advance(journey: Journey, command: Advance, mover: Mover, now: Instant): Decision<Journey> {
  const status = statusAfter(journey.status, "advance");
  if (status === undefined) return refusal("journey.closed", { facts: { status: journey.status } });
  if (journey.onHold) return refusal("journey.on_hold");
  if (!mayMove(journey, mover)) return refusal("journey.not_yours");
  const step = stepNamed(journey, command.stepId);
  if (!step.ok) return step;
  const move: Move = { journey, status, step: step.value, data: command.data, by: mover.id, now };
  switch (command.outcome) {
    case "passed":
      return passRefusal(step.value, command.data) ?? accepted(finish(move, "completed", "passed"));
    case "failed":
      return fail(move);
    case "skipped":
      return step.value.required
        ? refusal("journey.step_required", { facts: { stepId: step.value.id } })
        : accepted(finish(move, "skipped", "skipped"));
    case "waived":
      // Only an approved approval may waive a step, and none can exist yet.
      return refusal("journey.approval_required", { facts: { stepId: step.value.id } });
  }
}

/** The current step, if that is the one named. */
function stepNamed(journey: Journey, stepId: string): Result<Step> {
  const step = journey.steps.find((candidate) => candidate.id === stepId);
  if (step === undefined) {
    return refusal("journey.step_unknown", {
      faults: [{ pointer: "/completedStepId", detail: "The journey has no such step." }],
    });
  }
  if (isDone(step)) return refusal("journey.step_already_completed", { facts: { stepId, status: step.status } });
  const current = currentStep(journey);
  if (step === current) return accepted(step);
  return refusal("journey.step_mismatch", {
    detail: `The current step is ${current?.id}.`,
    facts: { currentStepId: current?.id ?? "" },
  });
}

interface Move {
  readonly journey: Journey;
  readonly status: JourneyStatus;
  readonly step: Step;
  readonly data: JsonText | undefined;
  readonly by: string;
  readonly now: Instant;
}

/** The step is done, the next one is entered. */
function finish(move: Move, status: "completed" | "skipped", outcome: "passed" | "skipped"): Change<Journey> {
  const { journey, step, data, by, now } = move;
  const done: Step = { ...step, status, doneAt: now, doneBy: by, data };
  const place = journey.steps.indexOf(step);
  const steps = journey.steps.map((other, index) => {
    if (index === place) return done;
    return index === place + 1 ? enter(other, now) : other;
  });
  const state: Journey = { ...journey, status: move.status, steps, updatedAt: now };
  return { state, events: [journeyAdvanced(state, step, outcome)] };
}

/** The step stays current and keeps the attempt; 20 are the most. */
function fail({ journey, status, step, data, by, now }: Move): Decision<Journey> {
  if (step.attempts.length >= attemptsMax) {
    return refusal("journey.attempts_exhausted", { facts: { stepId: step.id } });
  }
  const attempts = [...step.attempts, { outcome: "failed", at: now, by, data } as const];
  const tried: Step = { ...step, status: "failed", attempts };
  const steps = journey.steps.map((other) => (other === step ? tried : other));
  const state: Journey = { ...journey, status, steps, updatedAt: now };
  return accepted({ state, events: [stepFailed(state, step, attempts.length)] });
}
