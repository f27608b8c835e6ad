import type { JourneyServiceDefinition, RpcOf } from "@omni/platform/rpc";
import type { Deps } from "./deps.ts";
import { resume } from "../domain/resume.ts";

/** Takes up a journey that was handed over. Refuses what `resume` refuses. */
export const resumeJourney =
  ({ journeys }: Pick<Deps, "journeys">): RpcOf<JourneyServiceDefinition, "resumeJourney"> =>
  (call) =>
    journeys.change(call, call.request.journeyId ?? "", (journey, now) => resume(journey, call.actor, now));
