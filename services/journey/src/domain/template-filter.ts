import type { Result } from "@omni/kernel";
import { commandOf, optional, reading, word } from "./reading.ts";
import { type TemplateCategory, templateCategories, type TemplateStatus, templateStatuses } from "./template.ts";

/** What a list of templates is narrowed to; all of it must hold. */
export interface TemplateFilter {
  readonly category?: TemplateCategory | undefined;
  readonly status?: TemplateStatus | undefined;
}

type AskedFilter = { readonly [Name in keyof TemplateFilter]?: string | undefined };

/** Reads the filter; refuses with the name of each parameter that is wrong. */
export function parseTemplateFilter(asked: AskedFilter): Result<TemplateFilter> {
  const from = reading();
  return commandOf(from, {
    category: optional(asked.category, (value) => word(from, "?category", value, templateCategories)),
    status: optional(asked.status, (value) => word(from, "?status", value, templateStatuses)),
  });
}
