import { accepted, refusal, type Refusal, type Result } from "@omni/kernel";
import { isOnHold, isOpen, type Journey } from "./journey.ts";
import { type JourneyCommand, type JourneyStatus, statusAfter, worksOnHold } from "./lifecycle.ts";
import type { May } from "./who-may.ts";

/**
 * The status to which a command leads, or the first refusal in the contract's order: closed, held, who may, a status
 * that has no such way. What only this command asks for is judged after that.
 */
export function permit(journey: Journey, command: JourneyCommand, may: May): Result<JourneyStatus> {
  const { status } = journey;
  if (!isOpen(journey)) {
    return refusal("journey.closed", { detail: `The journey is ${status}.`, facts: { journeyStatus: status } });
  }
  if (isOnHold(journey) && !worksOnHold(command)) return refusal("journey.on_hold");
  if (may === false) return refusal("journey.not_yours");
  if (may !== true) return may;
  const next = statusAfter(status, command);
  return next === undefined ? wrongStatus(status, command) : accepted(next);
}

const wrongStatus = (status: JourneyStatus, command: JourneyCommand): Refusal =>
  refusal("journey.wrong_status", {
    detail: `A journey in status ${status} knows no ${command}.`,
    facts: { journeyStatus: status, command },
  });
