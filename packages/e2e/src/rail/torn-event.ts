import type { Message } from "@omni/platform/bus";
import { freshId } from "../rest/resources.ts";

export const journeyTopic = "omni.journey.v1";

/** The first event of a journey, which no timeline can read. */
export function tornEvent(tenantId: string): Message {
  const id = freshId("jrn_torn-");
  const headers = { "omni-tenant": tenantId, "omni-aggregate": `journey/${id}`, "omni-sequence": "1" };
  return { topic: journeyTopic, key: `${tenantId}/${id}`, headers, value: Buffer.from("{") };
}
