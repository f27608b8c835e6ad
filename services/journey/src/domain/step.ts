import { addHours, type Instant, type JsonText } from "@omni/kernel";
import type { StepDefinition } from "./step-definition.ts";

/**
 * `pending` and `failed` are still to be done (`failed`: the last attempt failed; the step stays current);
 * the others are done.
 */
export type StepStatus = "pending" | "failed" | "completed" | "skipped" | "waived";

/** A failed try at a step. */
export interface Attempt {
  readonly outcome: "failed";
  readonly at: Instant;
  readonly by: string;
  readonly data?: JsonText | undefined;
}

/** A step of one journey: the template's definition as it was when the journey began, and what became of it. */
export interface Step extends StepDefinition {
  readonly status: StepStatus;
  readonly enteredAt?: Instant | undefined;
  /** Entry + `timeoutHours`. */
  readonly dueAt?: Instant | undefined;
  /** The step's clock event is on record. */
  readonly overdue: boolean;
  readonly doneAt?: Instant | undefined;
  readonly doneBy?: string | undefined;
  readonly data?: JsonText | undefined;
  readonly attempts: readonly Attempt[];
}

/** At most so many failed attempts are kept at one step. */
export const attemptsMax = 20;

export const pendingStep = (definition: StepDefinition): Step => ({
  ...definition,
  status: "pending",
  overdue: false,
  attempts: [],
});

/** The step becomes current: its clock starts. */
export const enter = (step: Step, now: Instant): Step => ({
  ...step,
  enteredAt: now,
  dueAt: step.timeoutHours === undefined ? undefined : addHours(now, step.timeoutHours),
});

export function isDone({ status }: Pick<Step, "status">): boolean {
  switch (status) {
    case "pending":
    case "failed":
      return false;
    case "completed":
    case "skipped":
    case "waived":
      return true;
  }
}
