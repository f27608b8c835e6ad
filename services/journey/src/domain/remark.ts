import type { Instant } from "@omni/kernel";
import type { Journey } from "./journey.ts";

/** What somebody gave as his reason beside a command. It stays with the journey and never leaves by event. */
export interface Remark {
  readonly action: "assigned" | "held" | "released" | "completed" | "cancelled";
  readonly by: string;
  readonly at: Instant;
  readonly text: string;
}

/** So many are kept: the latest. */
export const remarksMax = 50;

/** The journey with a remark more; without a text as it is. */
export function remarked(
  journey: Journey,
  action: Remark["action"],
  { by, at, text }: { readonly by: string; readonly at: Instant; readonly text: string | undefined },
): Journey {
  if (text === undefined) return journey;
  const remarks = [...(journey.remarks ?? []), { action, by, at, text }].slice(-remarksMax);
  return { ...journey, remarks };
}
