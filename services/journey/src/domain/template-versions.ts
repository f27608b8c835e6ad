import type { Instant } from "@omni/kernel";
import type { TemplateContent, TemplateVersion } from "./template.ts";

/** Who does something to a template, and when. */
export interface Doing {
  readonly by: string;
  readonly at: Instant;
}

export const draftOf = (content: TemplateContent, version: number, { by, at }: Doing): TemplateVersion => ({
  ...content,
  version,
  status: "draft",
  addedBy: by,
  addedAt: at,
});

/** One version becomes active: all before it are over, drafts among them; those after it stay drafts. */
export const publish = (
  versions: readonly TemplateVersion[],
  version: number,
  { by, at }: Doing,
): readonly TemplateVersion[] =>
  versions.map((one) => {
    if (one.version > version) return one;
    return one.version < version
      ? { ...one, status: "archived" }
      : { ...one, status: "active", publishedBy: by, publishedAt: at };
  });

export const archiveAll = (versions: readonly TemplateVersion[]): readonly TemplateVersion[] =>
  versions.map((one) => ({ ...one, status: "archived" }));
