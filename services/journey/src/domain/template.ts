import type { Instant } from "@omni/kernel";
import type { StepDefinition } from "./step-definition.ts";

export const templateCategories = ["onboarding", "servicing", "sales"] as const;
export type TemplateCategory = (typeof templateCategories)[number];

export const templateStatuses = ["active", "draft", "archived"] as const;
export type TemplateStatus = (typeof templateStatuses)[number];

export const completions = ["manual", "auto"] as const;
export const calendars = ["continuous"] as const;

/** What every version lays down anew. */
export interface TemplateLayout {
  readonly description?: string | undefined;
  /** In their order, at least one of them required. */
  readonly steps: readonly StepDefinition[];
  /** Informative only. */
  readonly estimatedDurationDays?: number | undefined;
  /** A journey without a due time of its own is due this long after its creation. */
  readonly slaHours?: number | undefined;
  /** Whether a journey completes by itself when its last step is done. */
  readonly completion: (typeof completions)[number];
  /** Which hours `slaHours` and `timeoutHours` count: all of them. */
  readonly calendar: (typeof calendars)[number];
}

export interface TemplateContent extends TemplateLayout {
  readonly name: string;
  readonly category: TemplateCategory;
}

/** A version of a template. Once it was active, nothing of it changes but its status. */
export interface TemplateVersion extends TemplateContent {
  /** Counted from 1 within the template. */
  readonly version: number;
  /** `archived`: journeys that began with it go on, new ones do not begin with it. */
  readonly status: TemplateStatus;
  readonly addedBy: string;
  readonly addedAt: Instant;
  readonly publishedBy?: string | undefined;
  readonly publishedAt?: Instant | undefined;
}

/**
 * What journeys are begun from: its current version and the others. Current is the active version; before the first
 * publication it is the newest draft, and after the end the version that was current then. One version at most is
 * active: all before it are archived, all after it are drafts.
 */
export interface Template extends TemplateVersion {
  readonly id: string;
  /** The versions beside the current one, by number. */
  readonly others: readonly TemplateVersion[];
  readonly createdBy: string;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
}

/** All versions, by number. */
export function versionsOf({ others, ...template }: Template): readonly TemplateVersion[] {
  const { id: _id, createdBy: _by, createdAt: _at, updatedAt: _then, ...current } = template;
  return [...others, current].toSorted((left, right) => left.version - right.version);
}

/** The template with other versions, of which one becomes the current one. */
export function withVersions(
  { id, createdBy, createdAt }: Pick<Template, "id" | "createdBy" | "createdAt">,
  versions: readonly TemplateVersion[],
  updatedAt: Instant,
): Template {
  const current = currentOf(versions);
  return { ...current, id, others: versions.filter((one) => one !== current), createdBy, createdAt, updatedAt };
}

/** The active version; else the one published last; else the newest draft. */
function currentOf(versions: readonly TemplateVersion[]): TemplateVersion {
  const current =
    versions.find(({ status }) => status === "active") ??
    versions.findLast(({ publishedAt }) => publishedAt !== undefined) ??
    versions.at(-1);
  if (current === undefined) throw new Error("a template without a version");
  return current;
}
