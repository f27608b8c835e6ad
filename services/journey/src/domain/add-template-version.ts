import { accepted, type Decision, type Instant, refusal, type Result } from "@omni/kernel";
import { commandOf, optional, reading, word } from "./reading.ts";
import { type Template, type TemplateCategory, type TemplateLayout, versionsOf, withVersions } from "./template.ts";
import { type AskedContent, readCategory, readLayout, readName, tooManySteps } from "./template-content.ts";
import { templatePublished } from "./template-events.ts";
import { draftOf, publish } from "./template-versions.ts";

export interface AddTemplateVersion {
  /** As in the newest version when left out. */
  readonly name?: string | undefined;
  readonly category?: TemplateCategory | undefined;
  readonly layout: TemplateLayout;
  readonly status: "active" | "draft";
}

/** A version as it is asked for: each field may be missing or wrong. */
export interface AskedVersion extends AskedContent {
  readonly status?: string | undefined;
}

/** Reads the command; refuses with a pointer to each fault, and more than 100 steps with 422. */
export function parseAddTemplateVersion(asked: AskedVersion): Result<AddTemplateVersion> {
  const tooMany = tooManySteps(asked.steps ?? []);
  if (tooMany) return tooMany;
  const from = reading();
  return commandOf(from, {
    name: optional(asked.name, (name) => readName(from, name)),
    category: optional(asked.category, (category) => readCategory(from, category)),
    layout: readLayout(from, asked),
    status: word(from, "/status", asked.status ?? "draft", ["draft", "active"]),
  });
}

/** A template is one document, and all versions are kept. */
const versionsMax = 100;

/** Adds the next version: a draft, or active at once when that is asked for. */
export function addTemplateVersion(
  template: Template,
  { name, category, layout, status }: AddTemplateVersion,
  addedBy: string,
  now: Instant,
): Decision<Template> {
  if (template.status === "archived") return refusal("template.archived", { facts: { templateId: template.id } });
  const versions = versionsOf(template);
  if (versions.length >= versionsMax) {
    return refusal("template.too_many_versions", { detail: `A template has at most ${versionsMax} versions.` });
  }
  const newest = versions.at(-1) ?? template;
  const doing = { by: addedBy, at: now };
  const content = { ...layout, name: name ?? newest.name, category: category ?? newest.category };
  const added = draftOf(content, newest.version + 1, doing);
  const drafted = [...versions, added];
  const state = withVersions(template, status === "active" ? publish(drafted, added.version, doing) : drafted, now);
  return accepted({ state, events: status === "active" ? [templatePublished(state)] : [] });
}
