import { z } from "zod";
import { event } from "./event.ts";
import { id, instantText } from "./envelope.ts";

/** The journey was still open when it was due. Once per journey. */
export const journeySlaBreached = event({
  type: "journey.sla_breached",
  topic: "omni.journey.v1",
  aggregate: "journey",
  webhook: true,
  data: z.strictObject({ journeyId: id, dueAt: instantText }),
});
