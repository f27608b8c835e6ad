import type { JourneyServiceDefinition, RpcOf } from "@omni/platform/rpc";
import type { Deps } from "./deps.ts";

/** Answers one journey with its ETag; `journey.not_found` for an unknown or foreign id. */
export const getJourney =
  ({ journeys }: Pick<Deps, "journeys">): RpcOf<JourneyServiceDefinition, "getJourney"> =>
  (call) =>
    journeys.read(call, call.request.journeyId ?? "");
