import type { JourneyServiceDefinition, RpcOf } from "@omni/platform/rpc";
import type { Deps } from "./deps.ts";
import { complete, parseComplete } from "../domain/complete.ts";

/** Completes a journey. Refuses `request.invalid` and what `complete` refuses. */
export const completeJourney =
  ({ journeys }: Pick<Deps, "journeys">): RpcOf<JourneyServiceDefinition, "completeJourney"> =>
  async (call) => {
    const command = parseComplete(call.request);
    if (!command.ok) return command;
    return journeys.change(call, call.request.journeyId ?? "", (journey, now) =>
      complete(journey, command.value, call.actor, now),
    );
  };
