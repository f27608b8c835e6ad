import type { JourneyServiceDefinition, RpcOf } from "@omni/platform/rpc";
import type { Deps } from "./deps.ts";
import { claim } from "../domain/claim.ts";

/** Makes the actor the assignee of a journey that is his team's or nobody's. Refuses what `claim` refuses. */
export const claimJourney =
  ({ journeys }: Pick<Deps, "journeys">): RpcOf<JourneyServiceDefinition, "claimJourney"> =>
  (call) =>
    journeys.change(call, call.request.journeyId ?? "", (journey, now) => claim(journey, call.actor, now));
