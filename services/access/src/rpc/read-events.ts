import { accepted, invalid } from "@omni/kernel";
import type { AccessServiceDefinition, RpcOf } from "@omni/platform/rpc";
import type { Deps } from "./deps.ts";

const eventsMax = 500;

/** The stored events of one user from a sequence on, in order; an unknown or foreign user has none. */
export const readEvents =
  ({ store }: Pick<Deps, "store">): RpcOf<AccessServiceDefinition, "readEvents"> =>
  async (call) => {
    const { aggregateType, aggregateId = "", fromSequence = 1, limit = eventsMax } = call.request;
    if (aggregateType !== "user") {
      return invalid({ pointer: "/aggregateType", detail: "Must be user: this service has no other events." });
    }
    if (limit < 1 || limit > eventsMax) {
      return invalid({ pointer: "/limit", detail: `Must be from 1 to ${eventsMax}.` });
    }
    const events = await store.readEvents(call.scope, `user/${aggregateId}`, fromSequence, limit);
    return accepted(call.answer({ events: events.map((event) => Buffer.from(event.text)) }));
  };
