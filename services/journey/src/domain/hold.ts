import { accepted, type Decision, type Instant, type Result } from "@omni/kernel";
import type { Journey } from "./journey.ts";
import { permit } from "./permit.ts";
import { commandOf, prose, reading } from "./reading.ts";
import { remarked } from "./remark.ts";
import { journeyHeld } from "./time-events.ts";
import { type Director, mayDirect } from "./who-may.ts";

/** A hold or a release. */
export interface Pause {
  readonly reason: string;
}

/** A hold or a release as it is asked for: the reason may be missing or wrong. */
export interface AskedPause {
  readonly reason?: string | undefined;
}

/** Reads the command; refuses with a pointer to each fault. */
export function parsePause(asked: AskedPause): Result<Pause> {
  const from = reading();
  return commandOf(from, { reason: prose(from, "/reason", asked.reason) });
}

/** Stops a journey and its clocks; its status stays. */
export function hold(journey: Journey, { reason }: Pause, director: Director, now: Instant): Decision<Journey> {
  const status = permit(journey, "hold", mayDirect(journey, director));
  if (!status.ok) return status;
  const held: Journey = { ...journey, status: status.value, heldSince: now, updatedAt: now };
  const state = remarked(held, "held", { by: director.id, at: now, text: reason });
  return accepted({ state, events: [journeyHeld(state)] });
}
