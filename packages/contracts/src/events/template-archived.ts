import { z } from "zod";
import { event } from "./event.ts";
import { id } from "./envelope.ts";

/** A template is over: no journey begins with it any more, those that have begun go on. */
export const templateArchived = event({
  type: "template.archived",
  topic: "omni.journey.v1",
  aggregate: "template",
  webhook: false,
  data: z.strictObject({
    templateId: id,
    templateVersion: z.int().min(1).max(100).describe("The version that was current."),
    category: z.enum(["onboarding", "servicing", "sales"]),
  }),
});
