import { accepted, instant, refusal } from "@omni/kernel";
import { createJourney, parseCreateJourney } from "../domain/create-journey.ts";
import { createTemplate, parseCreateTemplate } from "../domain/create-template.ts";
import type { Journey } from "../domain/journey.ts";
import type { AskedStep } from "../domain/step-definition.ts";
import type { Director, Mover } from "../domain/who-may.ts";

// Only tests import this file.

export const begun = instant(Date.UTC(2026, 0, 15));

export const anybody: Mover = { id: "usr_1", roles: [], teams: [] };

/** Somebody who may direct a journey only as its assignee's manager, if he is that. */
export const directorOf = (mover: Mover, manages: boolean | "unknown" = false): Director => ({
  ...mover,
  managesAssignee: manages === "unknown" ? refusal("service.unavailable") : accepted(manages),
});

interface TemplateWish {
  readonly completion?: string;
  readonly slaHours?: number;
}

/** A journey that has just begun, over manual steps `s1`, `s2`… named "Step 1", "Step 2"… */
export function someJourney(
  steps: readonly AskedStep[],
  more: Partial<Journey> = {},
  template: TemplateWish = {},
): Journey {
  const asked = steps.map((step, index) => ({
    id: `s${index + 1}`,
    name: `Step ${index + 1}`,
    type: "manual",
    order: index + 1,
    ...step,
  }));
  const made = parseCreateTemplate({ name: "T", category: "sales", steps: asked, ...template });
  const context = more.context;
  const command = parseCreateJourney({ templateId: "tmpl_1", customerId: "cus_1", channel: "web", context });
  if (!made.ok || !command.ok) throw new Error(JSON.stringify([made, command]));
  const drawn = createTemplate("tmpl_1", made.value, "usr_1", begun);
  const created = createJourney("jrn_1", command.value, drawn.ok ? drawn.value.state : undefined, "usr_1", begun);
  if (!created.ok) throw new Error(created.code);
  return { ...created.value.state, ...more };
}
