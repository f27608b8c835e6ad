import { accepted, type Decision, type Instant, refusal } from "@omni/kernel";
import { type Template, versionsOf, withVersions } from "./template.ts";
import { templateArchived } from "./template-events.ts";
import { archiveAll } from "./template-versions.ts";

/** Ends a template for good: no journey begins with it any more, those that have begun go on. */
export function archiveTemplate(template: Template, now: Instant): Decision<Template> {
  if (template.status === "archived") return refusal("template.archived", { facts: { templateId: template.id } });
  const state = withVersions(template, archiveAll(versionsOf(template)), now);
  return accepted({ state, events: [templateArchived(state)] });
}
