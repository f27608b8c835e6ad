import type { Instant } from "@omni/kernel";
import type { StepDefinition } from "./step-definition.ts";

export const templateCategories = ["onboarding", "servicing", "sales"] as const;
export type TemplateCategory = (typeof templateCategories)[number];

export const templateStatuses = ["active", "draft", "archived"] as const;
export type TemplateStatus = (typeof templateStatuses)[number];

/** What journeys are begun from. A published version never changes. */
export interface Template {
  readonly id: string;
  readonly name: string;
  readonly description?: string | undefined;
  readonly category: TemplateCategory;
  readonly status: TemplateStatus;
  /** Counts the template's versions from 1; a journey is pinned to the one it began with. */
  readonly version: number;
  /** In their order, at least one of them required. */
  readonly steps: readonly StepDefinition[];
  /** Informative only. */
  readonly estimatedDurationDays?: number | undefined;
  /** A journey without a due time of its own is due this long after its creation. */
  readonly slaHours?: number | undefined;
  readonly createdBy: string;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
}
