import { accepted } from "@omni/kernel";
import type { ReplyOf, RpcOf, TimelineServiceDefinition } from "@omni/platform/rpc";
import { listName, pageOf, paginationOf, timelinePages } from "@omni/platform/store";
import type { Entry } from "../domain/entry.ts";
import { parseTimelineFilter } from "../domain/timeline-filter.ts";
import { timelineBy } from "../timeline.ts";
import { awaitWrites, type AwaitWritesDeps } from "./await-writes.ts";

/** One entity's entries, oldest first unless asked otherwise; an unknown entity has none. */
export const getTimeline =
  (deps: AwaitWritesDeps): RpcOf<TimelineServiceDefinition, "getTimeline"> =>
  async (call) => {
    const { page, ...asked } = call.request;
    const filter = parseTimelineFilter(asked, call.caller.zone);
    if (!filter.ok) return filter;
    const list = listName("timeline", { ...filter.value });
    const query = pageOf(page, timelinePages, list, timelineBy(filter.value));
    if (!query.ok) return query;
    const seen = await awaitWrites(deps, call);
    if (!seen.ok) return seen;
    const found = await deps.projection.find(call.scope, query.value);
    const entries = found.items.map(replyOf);
    return accepted(call.answer({ entries, pagination: paginationOf(found, query.value, list) }));
  };

type EntryReply = NonNullable<ReplyOf<TimelineServiceDefinition, "getTimeline">["entries"]>[number];

function replyOf(value: string): EntryReply {
  // Written by `domain/rows.ts`.
  const { metadata, ...entry } = JSON.parse(value) as Entry;
  return {
    id: entry.id,
    timestamp: entry.timestamp,
    eventType: entry.eventType,
    actorId: entry.actorId,
    actorName: entry.actorName,
    onBehalfOf: entry.onBehalfOf,
    channel: entry.channel,
    summary: entry.summary,
    metadata: Buffer.from(JSON.stringify(metadata)),
  };
}
