import type { Instant, JsonText } from "@omni/kernel";
import type { Journey } from "./journey.ts";
import { enter, type Step } from "./step.ts";
import { conditionsOver } from "./when/judge-when.ts";

/** What `when` may look at besides the steps. */
export type Surroundings = Pick<Journey, "context" | "channel" | "priority">;

export interface Reached {
  /** The steps with the one that was entered, if there is one, and those left out before it. */
  readonly steps: readonly Step[];
  readonly skipped: readonly Step[];
}

/**
 * Goes to the step at a place. Its `when` is judged now that it is reached: where that is false the step is skipped
 * and the next one is reached, perhaps to the end.
 */
export function reach(
  steps: readonly Step[],
  place: number,
  { context, channel, priority }: Surroundings,
  now: Instant,
): Reached {
  const judge = conditionsOver({ context, channel, priority, stepData: dataIn(steps) });
  const found = steps.findIndex((step, index) => index >= place && judge(step) === "keep");
  const entered = found === -1 ? steps.length : found;
  return {
    steps: steps.map((step, index) => {
      if (index < place || index > entered) return step;
      return index === entered ? enter(step, now) : leftOut(step, now);
    }),
    skipped: steps.slice(place, entered),
  };
}

/** Nobody has done anything with the step. */
const leftOut = (step: Step, now: Instant): Step => ({ ...step, status: "skipped", doneAt: now });

const dataIn =
  (steps: readonly Step[]) =>
  (stepId: string): JsonText | undefined =>
    steps.find(({ id }) => id === stepId)?.data;
