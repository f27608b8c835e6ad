import { refusal, type Refusal } from "@omni/kernel";
import { distinct, note, optional, prose, type Reading, text, whole, word } from "./reading.ts";
import { type AskedStep, readStep, type StepDefinition } from "./step-definition.ts";
import { calendars, completions, templateCategories, type TemplateCategory, type TemplateLayout } from "./template.ts";
import { compile } from "./when/compile.ts";

/** What a version lays down as it is asked for: each field may be missing or wrong. */
export interface AskedContent {
  readonly name?: string | undefined;
  readonly description?: string | undefined;
  readonly category?: string | undefined;
  readonly steps?: readonly AskedStep[] | undefined;
  readonly estimatedDurationDays?: number | undefined;
  readonly slaHours?: number | undefined;
  readonly completion?: string | undefined;
  readonly calendar?: string | undefined;
}

/** Contract §1, "Limits". */
const stepsMax = 100;
/** Ten years, in days and in hours. */
const daysMax = 3_650;
const hoursMax = 87_600;

/** More steps than a template may have are too many to look at. */
export const tooManySteps = (steps: readonly AskedStep[]): Refusal | undefined =>
  steps.length > stepsMax
    ? refusal("request.too_large", { faults: [{ pointer: "/steps", detail: `At most ${stepsMax} steps.` }] })
    : undefined;

export const readName = (from: Reading, name: string | undefined): string => text(from, "/name", name, 200);
export const readCategory = (from: Reading, category: string | undefined): TemplateCategory =>
  word(from, "/category", category, templateCategories);

/** Reads all of a version but its name and category; notes each fault with its pointer. */
export const readLayout = (from: Reading, asked: AskedContent): TemplateLayout => ({
  description: optional(asked.description, (value) => prose(from, "/description", value)),
  steps: readSteps(from, asked.steps ?? []),
  estimatedDurationDays: optional(asked.estimatedDurationDays, (days) =>
    whole(from, "/estimatedDurationDays", days, 1, daysMax),
  ),
  slaHours: optional(asked.slaHours, (hours) => whole(from, "/slaHours", hours, 1, hoursMax)),
  completion: word(from, "/completion", asked.completion ?? "manual", completions),
  calendar: word(from, "/calendar", asked.calendar ?? "continuous", calendars),
});

function readSteps(from: Reading, asked: readonly AskedStep[]): readonly StepDefinition[] {
  const steps = asked.map((step, index) => readStep(from, `/steps/${index}`, step));
  const ids = steps.map(({ id }) => id);
  const orders = steps.map(({ order }) => order);
  distinct(from, ids, (index) => `/steps/${index}/id`);
  distinct(from, orders, (index) => `/steps/${index}/order`);
  if (!steps.some(({ required }) => required)) note(from, "/steps", "Must have at least one required step.");
  steps.forEach((step, index) => checkCondition(from, `/steps/${index}/when`, step, steps));
  // Order wins over the place in the array.
  return steps.toSorted((left, right) => left.order - right.order);
}

/** A condition is judged when its step is reached: only what was done before can be known then. */
function checkCondition(
  from: Reading,
  pointer: string,
  { when, order }: StepDefinition,
  steps: readonly StepDefinition[],
): void {
  if (when === undefined) return;
  const before = new Set(steps.filter((other) => other.order < order).map(({ id }) => id));
  const compiled = compile(when, before);
  if (!compiled.ok) note(from, pointer, compiled.detail);
}
