import { accepted, type Decision, type Instant, refusal, type Result } from "@omni/kernel";
import { commandOf, optional, reading, whole } from "./reading.ts";
import { type Template, versionsOf, withVersions } from "./template.ts";
import { templatePublished } from "./template-events.ts";
import { publish } from "./template-versions.ts";

export interface PublishTemplate {
  /** The newest draft when left out. */
  readonly version?: number | undefined;
}

/** Reads the command; refuses with a pointer to what is wrong. */
export function parsePublishTemplate(asked: PublishTemplate): Result<PublishTemplate> {
  const from = reading();
  return commandOf(from, {
    version: optional(asked.version, (version) => whole(from, "/version", version, 1, Number.MAX_SAFE_INTEGER)),
  });
}

/** Makes a draft the active version: from now on journeys begin with it. The active version again changes nothing. */
export function publishTemplate(
  template: Template,
  { version }: PublishTemplate,
  publishedBy: string,
  now: Instant,
): Decision<Template> {
  if (template.status === "archived") return refusal("template.archived", { facts: { templateId: template.id } });
  const versions = versionsOf(template);
  const wanted = versions.findLast((one) => (version === undefined ? one.status === "draft" : one.version === version));
  if (version !== undefined && wanted === undefined) {
    return refusal("template.version_unknown", {
      faults: [{ pointer: "/version", detail: "The template has no such version." }],
    });
  }
  if (wanted?.status === "active") return accepted({ state: template, events: [] });
  if (wanted?.status !== "draft") return refusal("template.nothing_to_publish", { facts: { templateId: template.id } });
  const state = withVersions(template, publish(versions, wanted.version, { by: publishedBy, at: now }), now);
  return accepted({ state, events: [templatePublished(state)] });
}
