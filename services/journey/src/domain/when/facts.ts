import type { JsonText } from "@omni/kernel";
import type { Budget } from "./budget.ts";
import { failed, type Outcome, readMap, unitsToRead } from "./values.ts";
import type { Root } from "./vocabulary.ts";

/** What a condition is judged over. */
export interface WhenFacts {
  readonly context?: JsonText | undefined;
  /** The data with which a step was done; `undefined` when it has none. */
  readonly stepData: (stepId: string) => JsonText | undefined;
  readonly channel: string;
  readonly priority: string;
}

/** Stands for all steps: what is looked up in it is one step's data. */
export const allSteps: object = Object.freeze(new Map());

/** Facts that are read when they are first asked for, and once; who asks pays for the reading. */
export interface FactReader {
  root(name: Root, budget: Budget): Outcome;
  /** `{data}` of a step; without data it has no members. */
  step(stepId: string, budget: Budget): Outcome;
}

export function readFacts({ context, stepData, channel, priority }: WhenFacts): FactReader {
  const known = new Map<string, Outcome>();
  const read = (name: string, text: JsonText | undefined, budget: Budget): Outcome => {
    const before = known.get(name);
    if (before !== undefined) return before;
    if (text !== undefined && !budget.spend(unitsToRead(text))) return failed;
    const value = text === undefined ? {} : readMap(text);
    known.set(name, value);
    return value;
  };
  return {
    root: (name, budget) => {
      switch (name) {
        case "context":
          return read("context", context, budget);
        case "steps":
          return allSteps;
        case "channel":
          return channel;
        case "priority":
          return priority;
      }
    },
    step: (stepId, budget) => {
      const text = stepData(stepId);
      if (text === undefined) return {};
      const data = read(`steps.${stepId}`, text, budget);
      return data === failed ? failed : { data };
    },
  };
}
