import type { Refusal, Result } from "@omni/kernel";
import type { Journey } from "./journey.ts";

// Contract §2, "Who may". Each rule answers for one group of commands.

/** The human who acts, as the access service vouches for him. */
export interface Mover {
  readonly id: string;
  readonly roles: readonly string[];
  readonly teams: readonly string[];
}

/** A mover of whom is known as well whether the assignee answers to him; a refusal when that could not be found out. */
export interface Director extends Mover {
  readonly managesAssignee: Result<boolean>;
}

/** Whether somebody may; a refusal when it cannot be told. */
export type May = boolean | Refusal;

const supervisorRole = "journey_supervisor";

/**
 * Advance, complete, resume: the assignee, a member of the assigned team, a supervisor; any active user while nobody
 * is assigned.
 */
export function mayMove({ assignee }: Journey, mover: Mover): boolean {
  if (assignee === undefined || mover.roles.includes(supervisorRole)) return true;
  return assignee.type === "user" ? assignee.id === mover.id : mover.teams.includes(assignee.id);
}

/** Assign, cancel, hold, release: whoever may move the journey, and the assignee's manager. */
export function mayDirect(journey: Journey, director: Director): May {
  if (mayMove(journey, director)) return true;
  const { managesAssignee } = director;
  return managesAssignee.ok ? managesAssignee.value : managesAssignee;
}

/** Claim: a member of the assigned team; any active user while nobody is assigned. */
export const mayClaim = ({ assignee }: Journey, mover: Mover): boolean =>
  assignee === undefined || (assignee.type === "team" && mover.teams.includes(assignee.id));
