import { accepted, invalid } from "@omni/kernel";
import type { JourneyServiceDefinition, RpcOf } from "@omni/platform/rpc";
import type { Deps } from "./deps.ts";
import { journeys } from "../journeys.ts";
import { templates } from "../templates.ts";

const eventsMax = 500;
const aggregates: readonly (string | undefined)[] = [journeys.aggregate, templates.aggregate];

/** The stored events of a journey or a template from a sequence on, in order; an unknown or foreign one has none. */
export const readEvents =
  (deps: Pick<Deps, "readEvents">): RpcOf<JourneyServiceDefinition, "readEvents"> =>
  async (call) => {
    const { aggregateType, aggregateId = "", fromSequence = 1, limit = eventsMax } = call.request;
    if (!aggregates.includes(aggregateType)) {
      return invalid({ pointer: "/aggregateType", detail: "Must be journey or template." });
    }
    if (limit < 1 || limit > eventsMax) {
      return invalid({ pointer: "/limit", detail: `Must be from 1 to ${eventsMax}.` });
    }
    const events = await deps.readEvents(call.scope, `${aggregateType}/${aggregateId}`, fromSequence, limit);
    return accepted(call.answer({ events: events.map(({ text }) => Buffer.from(text)) }));
  };
