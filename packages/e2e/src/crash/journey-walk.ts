import type { Attempt } from "./history.ts";

export const templateId = "tmpl_crash";
export const stepIds: readonly string[] = ["step_1", "step_2", "step_3", "step_4", "step_5", "step_6"];

/** A command as it is sent, however often. */
export interface Sent {
  readonly key: string;
  readonly journey: number;
  readonly stepId?: string;
  readonly path: string;
  readonly body: string;
  readonly attempts: Attempt[];
}

/** Knows what one client sends next: one journey after the other, step by step. */
export interface JourneyWalk {
  next(key: string): Sent;
  /** Takes note of an answer. */
  accepted(command: Sent, body: string): void;
  /** All steps of the journey in hand are done. */
  atEnd(): boolean;
}

export function journeyWalk(customerId: string): JourneyWalk {
  let journey = 0;
  let id = "";
  let done = 0;
  const atEnd = () => id !== "" && done === stepIds.length;
  return {
    atEnd,
    next: (key) => {
      if (atEnd()) {
        journey++;
        [id, done] = ["", 0];
      }
      const stepId = id === "" ? undefined : stepIds[done];
      if (stepId === undefined) return { key, journey, path: "/journeys", body: createBody(customerId), attempts: [] };
      return { key, journey, stepId, path: `/journeys/${id}/advance`, body: advanceBody(stepId, key), attempts: [] };
    },
    accepted: ({ stepId }, body) => {
      if (stepId === undefined) id = /"id":"(jrn_[^"]+)"/.exec(body)?.[1] ?? "";
      else done++;
    },
  };
}

const createBody = (customerId: string): string =>
  `{"templateId":"${templateId}","customerId":"${customerId}","channel":"branch","context":{"amount":20000.00}}`;

/** The step's data names the command, so that its effect can be told from any other's. */
const advanceBody = (stepId: string, key: string): string =>
  `{"completedStepId":"${stepId}","stepOutcome":"passed","stepData":{"reference":"${key}"},"advancedBy":"usr_rm_001"}`;
