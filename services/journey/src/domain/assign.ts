import { accepted, type Decision, type Instant, type Result } from "@omni/kernel";
import { journeyAssigned } from "./handover-events.ts";
import { type Assignee, assigneeTypes, type Journey } from "./journey.ts";
import { permit } from "./permit.ts";
import { commandOf, id, optional, prose, reading, word } from "./reading.ts";
import { remarked } from "./remark.ts";
import { type Director, mayDirect } from "./who-may.ts";

export interface Assign {
  readonly assignee: Assignee;
  readonly reason?: string | undefined;
  /** Kept in the event, for whoever sends notifications. */
  readonly notifyAssignee: boolean;
}

/** An assignment as it is asked for: each field may be missing or wrong. */
export interface AskedAssign {
  readonly assigneeId?: string | undefined;
  readonly assigneeType?: string | undefined;
  readonly reason?: string | undefined;
  readonly notifyAssignee?: boolean | undefined;
}

/** Reads the command; refuses with a pointer to each fault. */
export function parseAssign(asked: AskedAssign): Result<Assign> {
  const from = reading();
  return commandOf(from, {
    assignee: {
      id: id(from, "/assigneeId", asked.assigneeId),
      type: word(from, "/assigneeType", asked.assigneeType ?? "user", assigneeTypes),
    },
    reason: optional(asked.reason, (value) => prose(from, "/reason", value)),
    notifyAssignee: asked.notifyAssignee ?? true,
  });
}

const isSame = (one: Assignee | undefined, other: Assignee): boolean => one?.id === other.id && one.type === other.type;

/**
 * Hands a journey to somebody. To whoever has it already nothing happens. `known` says whether the new assignee is
 * somebody who can have it.
 */
export function assign(
  journey: Journey,
  { assignee, reason, notifyAssignee }: Assign,
  director: Director,
  known: Result<undefined>,
  now: Instant,
): Decision<Journey> {
  const status = permit(journey, "assign", mayDirect(journey, director));
  if (!status.ok) return status;
  if (isSame(journey.assignee, assignee)) return accepted({ state: journey, events: [] });
  if (!known.ok) return known;
  const assigned: Journey = { ...journey, status: status.value, assignee, updatedAt: now };
  const state = remarked(assigned, "assigned", { by: director.id, at: now, text: reason });
  const handover = { before: journey.assignee, notifyAssignee, claimed: false };
  return accepted({ state, events: [journeyAssigned(state, assignee, handover)] });
}
