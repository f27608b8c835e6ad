import { z } from "zod";
import { event } from "./event.ts";
import { id } from "./envelope.ts";

/** A version of a template became active: from now on journeys begin with it. */
export const templatePublished = event({
  type: "template.published",
  topic: "omni.journey.v1",
  aggregate: "template",
  webhook: false,
  data: z.strictObject({
    templateId: id,
    templateVersion: z.int().min(1),
    category: z.enum(["onboarding", "servicing", "sales"]),
    totalSteps: z.int().min(1).max(100),
  }),
});
