import { parseInstant, type Clock, type Instant } from "@omni/kernel";
import type { Projection } from "@omni/platform/projection";
import type { Entry } from "../domain/entry.ts";
import type { Gap } from "../domain/timeline-event.ts";
import { latestOwn } from "../timeline.ts";

/**
 * Where a gap is shown. One that does not tell its time stands at its predecessor's, behind which its row id sorts it:
 * so the aggregate's entries keep the order of their sequence. A first event without a time stands at the present.
 */
export async function timeOfGap(
  { projection, clock }: { projection: Projection; clock: Clock },
  gap: Gap,
): Promise<Instant> {
  if (gap.occurredAt !== undefined) return gap.occurredAt;
  const { items } = await projection.find({ tenantId: gap.tenantId }, latestOwn(gap));
  // Written by `domain/rows.ts`.
  const before = items[0] === undefined ? undefined : (JSON.parse(items[0]) as Entry);
  return (before && parseInstant(before.timestamp)) ?? clock();
}
