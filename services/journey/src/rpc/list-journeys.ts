import { accepted } from "@omni/kernel";
import type { JourneyServiceDefinition, RpcOf } from "@omni/platform/rpc";
import { listName, listPages, pageOf, paginationOf } from "@omni/platform/store";
import type { Deps } from "./deps.ts";
import { parseJourneyFilter } from "../domain/journey-filter.ts";
import { summaryReply } from "../journey-reply.ts";
import { journeysBy } from "../journeys.ts";

/** Lists the tenant's journeys, newest first; filters that match none give an empty list. */
export const listJourneys =
  ({ journeys, clock }: Pick<Deps, "journeys" | "clock">): RpcOf<JourneyServiceDefinition, "listJourneys"> =>
  async (call) => {
    const { page, ...asked } = call.request;
    const filter = parseJourneyFilter(asked);
    if (!filter.ok) return filter;
    const now = clock();
    const list = listName("journeys", { ...filter.value });
    const query = pageOf(page, listPages, list, journeysBy(filter.value, now));
    if (!query.ok) return query;
    const found = await journeys.find(call.scope, query.value);
    if (!found.ok) return found;
    const pagination = paginationOf(found.value, query.value, list);
    return accepted(call.answer({ journeys: found.value.items.map((item) => summaryReply(item, now)), pagination }));
  };
