import type { JourneyServiceDefinition, RpcOf } from "@omni/platform/rpc";
import type { Deps } from "./deps.ts";
import { advance, parseAdvance } from "../domain/advance.ts";
import { openMapText } from "./open-map-text.ts";

/** Moves a journey by its current step. Refuses `request.invalid`, `request.too_large` and what `advance` refuses. */
export const advanceJourney =
  ({ journeys }: Pick<Deps, "journeys">): RpcOf<JourneyServiceDefinition, "advanceJourney"> =>
  async (call) => {
    const stepData = openMapText(call.request.stepData, "/stepData");
    if (!stepData.ok) return stepData;
    const command = parseAdvance({ ...call.request, stepData: stepData.value });
    if (!command.ok) return command;
    return journeys.change(call, call.request.journeyId ?? "", (journey, now) =>
      advance(journey, command.value, call.actor, now),
    );
  };
