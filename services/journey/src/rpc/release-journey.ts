import type { JourneyServiceDefinition, RpcOf } from "@omni/platform/rpc";
import { parsePause } from "../domain/hold.ts";
import { release } from "../domain/release.ts";
import type { Deps } from "./deps.ts";
import { directJourney } from "./direct-journey.ts";

/** Releases a journey from its hold. Refuses `request.invalid` and what `release` refuses. */
export const releaseJourney =
  (deps: Pick<Deps, "journeys" | "access">): RpcOf<JourneyServiceDefinition, "releaseJourney"> =>
  async (call) => {
    const command = parsePause(call.request);
    if (!command.ok) return command;
    return directJourney(deps, call, (journey, now, director) => release(journey, command.value, director, now));
  };
