import type { JourneyServiceDefinition, RpcOf } from "@omni/platform/rpc";
import { hold, parsePause } from "../domain/hold.ts";
import type { Deps } from "./deps.ts";
import { directJourney } from "./direct-journey.ts";

/** Puts a journey on hold. Refuses `request.invalid` and what `hold` refuses. */
export const holdJourney =
  (deps: Pick<Deps, "journeys" | "access">): RpcOf<JourneyServiceDefinition, "holdJourney"> =>
  async (call) => {
    const command = parsePause(call.request);
    if (!command.ok) return command;
    return directJourney(deps, call, (journey, now, director) => hold(journey, command.value, director, now));
  };
