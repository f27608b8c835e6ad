import { z } from "@hono/zod-openapi";
import { callerId, object, text, wholeNumber } from "../../schemas.ts";
import { calendars, completions, stepTypes } from "./template.ts";

const when = text().openapi({
  description:
    "A condition in CEL over `context`, `steps.<id>.data`, `channel` and `priority`, judged when the step is reached: " +
    "where it is false, the step is skipped. At most 2,000 characters.",
  example: 'context.requestedAmount.amount >= 1000000 || channel == "partner"',
});

const step = object({
  id: callerId(),
  name: text(),
  type: z.enum(stepTypes),
  order: wholeNumber(),
  required: z.boolean().nullish(),
  timeoutHours: wholeNumber().nullish(),
  documentsRequired: z.array(text()).nullish(),
  approvalRoleRequired: text().nullish(),
  evidenceRequired: z.boolean().nullish(),
  when: when.nullish(),
});

/** What every version of a template lays down anew. */
export const layoutShape = {
  description: text().nullish(),
  status: z.enum(["active", "draft"]).nullish(),
  steps: z.array(step),
  estimatedDurationDays: wholeNumber().nullish(),
  slaHours: wholeNumber().nullish(),
  completion: z.enum(completions).nullish(),
  calendar: z.enum(calendars).nullish(),
  createdBy: callerId().nullish(),
};
