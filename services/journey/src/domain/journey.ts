import type { Instant, JsonText, Subject } from "@omni/kernel";
import { isOpenStatus, type JourneyStatus } from "./lifecycle.ts";
import type { Remark } from "./remark.ts";
import { isDone, type Step } from "./step.ts";
import type { Template } from "./template.ts";

export const channels = ["web", "mobile", "branch", "call_center", "api", "partner"] as const;
export type Channel = (typeof channels)[number];

export const priorities = ["low", "normal", "high", "urgent"] as const;
export type Priority = (typeof priorities)[number];

export const assigneeTypes = ["user", "team"] as const;

/** Whose journey it is: an attribute, valid in every status. */
export interface Assignee {
  readonly id: string;
  readonly type: (typeof assigneeTypes)[number];
}

export const outcomes = ["success", "success_with_conditions"] as const;
/** How a journey was completed. Negative endings are cancellations. */
export type Outcome = (typeof outcomes)[number];

export interface Journey {
  readonly id: string;
  readonly status: JourneyStatus;
  readonly templateId: string;
  readonly templateVersion: number;
  /** As the template says; absent means `manual`. */
  readonly completion?: Template["completion"] | undefined;
  readonly customerId: string;
  readonly channel: Channel;
  readonly priority: Priority;
  readonly assignee?: Assignee | undefined;
  /** Reads unchanged while the journey is on hold, and moves by the hold's length when it is released. */
  readonly dueAt?: Instant | undefined;
  /** The journey's own clock event is on record. */
  readonly slaBreached: boolean;
  /** Since when the journey is on hold: no clock runs and nothing moves. */
  readonly heldSince?: Instant | undefined;
  readonly outcome?: Outcome | undefined;
  readonly relatedTo: readonly Subject[];
  readonly context?: JsonText | undefined;
  /** In their order. Steps are done one after the other, so all before the current one are done. */
  readonly steps: readonly Step[];
  readonly remarks?: readonly Remark[] | undefined;
  readonly createdBy: string;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
}

export const isOpen = (journey: Pick<Journey, "status">): boolean => isOpenStatus(journey.status);

export const isOnHold = ({ heldSince }: Pick<Journey, "heldSince">): boolean => heldSince !== undefined;

/** Whether time counts for the journey. */
export const clockRuns = (journey: Pick<Journey, "status" | "heldSince">): boolean =>
  isOpen(journey) && !isOnHold(journey);

/** From 0; the number of steps when all are done. */
export function currentStepIndex({ steps }: Journey): number {
  const index = steps.findIndex((step) => !isDone(step));
  return index === -1 ? steps.length : index;
}

export const currentStep = (journey: Journey): Step | undefined => journey.steps[currentStepIndex(journey)];

/** Counts the steps that were passed or waived. */
export const completedSteps = ({ steps }: Journey): number =>
  steps.filter(({ status }) => status === "completed" || status === "waived").length;

export const isReadyToComplete = (journey: Journey): boolean => isOpen(journey) && currentStep(journey) === undefined;

/** Overdue by record and clock; a closed journey is not overdue. */
export const isOverdue = (
  journey: Pick<Journey, "status" | "heldSince" | "slaBreached" | "dueAt">,
  now: Instant,
): boolean => isOpen(journey) && (journey.slaBreached || (clockRuns(journey) && isPast(journey.dueAt, now)));

/** A step stays overdue once it was; the current one is by the clock, though nothing may be on record yet. */
export const isStepOverdue = (journey: Journey, step: Step, now: Instant): boolean =>
  step.overdue || (clockRuns(journey) && isPast(step.dueAt, now) && step === currentStep(journey));

/** What is due at an instant is late from that very instant on. */
const isPast = (dueAt: Instant | undefined, now: Instant): boolean => dueAt !== undefined && dueAt <= now;
