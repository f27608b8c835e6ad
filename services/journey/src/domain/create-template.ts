import { accepted, type Decision, type Instant, isCallerId, type Result } from "@omni/kernel";
import { commandOf, note, optional, reading, type Reading, word } from "./reading.ts";
import { type Template, type TemplateContent, withVersions } from "./template.ts";
import { type AskedContent, readCategory, readLayout, readName, tooManySteps } from "./template-content.ts";
import { templatePublished } from "./template-events.ts";
import { draftOf, publish } from "./template-versions.ts";

export interface CreateTemplate {
  /** Chosen by the caller; else one is made. */
  readonly id?: string | undefined;
  readonly status: "active" | "draft";
  readonly content: TemplateContent;
}

/** A template as it is asked for: each field may be missing or wrong. */
export interface AskedTemplate extends AskedContent {
  readonly id?: string | undefined;
  readonly status?: string | undefined;
}

/** Reads the command; refuses with a pointer to each fault, and more than 100 steps with 422. */
export function parseCreateTemplate(asked: AskedTemplate): Result<CreateTemplate> {
  const tooMany = tooManySteps(asked.steps ?? []);
  if (tooMany) return tooMany;
  const from = reading();
  return commandOf(from, {
    id: optional(asked.id, (value) => readTemplateId(from, value)),
    status: word(from, "/status", asked.status ?? "active", ["active", "draft"]),
    content: {
      name: readName(from, asked.name),
      category: readCategory(from, asked.category),
      ...readLayout(from, asked),
    },
  });
}

function readTemplateId(from: Reading, value: string): string {
  if (!value.startsWith("tmpl_") || value === "tmpl_" || !isCallerId(value)) {
    note(from, "/id", "Must be tmpl_ and more of A-Z a-z 0-9 . _ : @ -, at most 128 characters.");
  }
  return value;
}

/** Makes version 1, active at once unless it is a draft. */
export function createTemplate(
  id: string,
  { status, content }: CreateTemplate,
  createdBy: string,
  now: Instant,
): Decision<Template> {
  const drafts = [draftOf(content, 1, { by: createdBy, at: now })];
  const versions = status === "active" ? publish(drafts, 1, { by: createdBy, at: now }) : drafts;
  const template = withVersions({ id, createdBy, createdAt: now }, versions, now);
  return accepted({ state: template, events: status === "active" ? [templatePublished(template)] : [] });
}
