import type { Journey } from "./journey.ts";

/** The human who moves a journey, as the access service vouches for him. */
export interface Mover {
  readonly id: string;
  readonly roles: readonly string[];
  readonly teams: readonly string[];
}

const supervisorRole = "journey_supervisor";

/**
 * Contract §2, "Who may": the assignee, a member of the assigned team, a supervisor; any active user while nobody is
 * assigned.
 */
export function mayMove({ assignee }: Journey, mover: Mover): boolean {
  if (assignee === undefined || mover.roles.includes(supervisorRole)) return true;
  return assignee.type === "user" ? assignee.id === mover.id : mover.teams.includes(assignee.id);
}
