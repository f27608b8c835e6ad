import type { Instant, Result } from "@omni/kernel";
import { priorities, type Priority } from "./journey.ts";
import { type JourneyStatus, journeyStatuses } from "./lifecycle.ts";
import { commandOf, id, note, optional, reading, time, word } from "./reading.ts";

/** What a list of journeys is narrowed to; all of it must hold. */
export interface JourneyFilter {
  readonly status?: JourneyStatus | undefined;
  readonly templateId?: string | undefined;
  readonly customerId?: string | undefined;
  readonly assigneeId?: string | undefined;
  readonly priority?: Priority | undefined;
  readonly overdue?: boolean | undefined;
  /** Both ends included. */
  readonly createdFrom?: Instant | undefined;
  readonly createdTo?: Instant | undefined;
}

type AskedFilter = {
  readonly [Name in keyof JourneyFilter]?: Name extends "overdue" ? boolean | undefined : string | undefined;
};

/** Reads the filter; refuses with the name of each parameter that is wrong. */
export function parseJourneyFilter(asked: AskedFilter): Result<JourneyFilter> {
  const from = reading();
  const filter: JourneyFilter = {
    status: optional(asked.status, (value) => word(from, "?status", value, journeyStatuses)),
    templateId: optional(asked.templateId, (value) => id(from, "?templateId", value)),
    customerId: optional(asked.customerId, (value) => id(from, "?customerId", value)),
    assigneeId: optional(asked.assigneeId, (value) => id(from, "?assigneeId", value)),
    priority: optional(asked.priority, (value) => word(from, "?priority", value, priorities)),
    overdue: asked.overdue,
    createdFrom: optional(asked.createdFrom, (value) => time(from, "?createdFrom", value)),
    createdTo: optional(asked.createdTo, (value) => time(from, "?createdTo", value)),
  };
  if ((filter.createdFrom ?? 0) > (filter.createdTo ?? Number.POSITIVE_INFINITY)) {
    note(from, "?createdTo", "Must not be before createdFrom.");
  }
  return commandOf(from, filter);
}
