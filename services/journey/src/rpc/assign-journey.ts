import type { JourneyServiceDefinition, RpcOf } from "@omni/platform/rpc";
import { assign, parseAssign } from "../domain/assign.ts";
import type { Deps } from "./deps.ts";
import { directJourney } from "./direct-journey.ts";
import { knownAssignee } from "./users.ts";

/**
 * Hands a journey to a user or a team. Refuses `request.invalid`, what `assign` refuses, and `user.unknown` and
 * `user.inactive` for the assignee.
 */
export const assignJourney =
  (deps: Pick<Deps, "journeys" | "access">): RpcOf<JourneyServiceDefinition, "assignJourney"> =>
  async (call) => {
    const command = parseAssign(call.request);
    if (!command.ok) return command;
    const known = await knownAssignee(deps, call, command.value.assignee);
    return directJourney(deps, call, (journey, now, director) => assign(journey, command.value, director, known, now));
  };
