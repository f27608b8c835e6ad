import type { JourneyServiceDefinition, RpcOf } from "@omni/platform/rpc";
import { cancel, parseCancel } from "../domain/cancel.ts";
import type { Deps } from "./deps.ts";
import { directJourney } from "./direct-journey.ts";

/** Cancels a journey. Refuses `request.invalid` and what `cancel` refuses. */
export const cancelJourney =
  (deps: Pick<Deps, "journeys" | "access">): RpcOf<JourneyServiceDefinition, "cancelJourney"> =>
  async (call) => {
    const command = parseCancel(call.request);
    if (!command.ok) return command;
    return directJourney(deps, call, (journey, now, director) => cancel(journey, command.value, director, now));
  };
