import type { Instant } from "@omni/kernel";
import { type Collection, collection, type Filter } from "@omni/platform/store";
import { clockEvents, nextClockEvent } from "./domain/clock.ts";
import { clockRuns, currentStep, isOpen, isOverdue, isStepOverdue, type Journey } from "./domain/journey.ts";
import type { JourneyFilter } from "./domain/journey-filter.ts";
import { type JourneyReply, journeyReply, type JourneySummary, journeySummary } from "./journey-reply.ts";

export type Journeys = Collection<Journey, JourneySummary, JourneyReply>;

/** Contract §1, "Limits". */
const bytesMax = 2 * 1024 * 1024;

export const journeys = collection<Journey, JourneySummary, JourneyReply>({
  name: "journeys",
  aggregate: "journey",
  schema: 1,
  // The text was written by `encode` below, from a state that the domain had made.
  decode: (text) => JSON.parse(text) as Journey,
  encode: JSON.stringify,
  summary: journeySummary,
  createdAt: (journey) => journey.createdAt,
  indexes: {
    status: (journey) => journey.status,
    templateId: (journey) => journey.templateId,
    customerId: (journey) => journey.customerId,
    assigneeId: (journey) => journey.assignee?.id,
    priority: (journey) => journey.priority,
    lateness,
    // Only while the clock decides: what is found below a time is then due and not yet on record, which is little.
    dueAt: (journey) => (lateness(journey) === "running" ? journey.dueAt : undefined),
  },
  nextClockEvent,
  clockEvents,
  reply: journeyReply,
  status: computedStatus,
  missing: "journey.not_found",
  bytesMax: { bytes: bytesMax, refusal: "journey.too_large" },
});

/**
 * What is on record of a journey's lateness: `overdue` for good, `running` towards its due time (the clock says
 * whether it is past), or `none`, which no clock can change.
 */
function lateness(journey: Journey): "overdue" | "running" | "none" {
  if (isOpen(journey) && journey.slaBreached) return "overdue";
  return clockRuns(journey) && journey.dueAt !== undefined ? "running" : "none";
}

/** The status with what the clock adds to it, so that the ETag changes whenever the answer does. */
function computedStatus(journey: Journey, now: Instant): string {
  const step = currentStep(journey);
  const late = isOverdue(journey, now) ? "+overdue" : "";
  const stepLate = step !== undefined && isStepOverdue(journey, step, now) ? "+step_overdue" : "";
  return journey.status + late + stepLate;
}

/** Newest first. */
export function journeysBy(filter: JourneyFilter, now: Instant): Filter {
  const { overdue, createdFrom, createdTo, ...equal } = filter;
  const wanted = Object.entries(equal).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const created = {
    ...(createdFrom === undefined ? {} : { from: createdFrom }),
    ...(createdTo === undefined ? {} : { to: createdTo }),
  };
  const narrowed = {
    ...Object.fromEntries(wanted),
    ...(createdFrom === undefined && createdTo === undefined ? {} : { at: created }),
  };
  const any = byRecordAndClock(overdue, now).map((condition) => ({ ...narrowed, ...condition }));
  return { any, order: "desc" };
}

/** Overdue is what is on record as such and what has become so since; the two halves exclude each other. */
function byRecordAndClock(overdue: boolean | undefined, now: Instant): Filter["any"] {
  if (overdue === undefined) return [{}];
  return overdue
    ? [{ lateness: "overdue" }, { dueAt: { to: now } }]
    : [{ lateness: "none" }, { lateness: "running", dueAt: { from: now + 1 } }];
}
