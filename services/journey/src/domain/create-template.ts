import {
  accepted,
  type Decision,
  type DomainEvent,
  type Instant,
  isCallerId,
  refusal,
  type Result,
} from "@omni/kernel";
import { commandOf, distinct, note, optional, prose, reading, type Reading, text, whole, word } from "./reading.ts";
import { type AskedStep, readStep, type StepDefinition } from "./step-definition.ts";
import { type Template, type TemplateCategory, templateCategories } from "./template.ts";

export interface CreateTemplate {
  /** Chosen by the caller; else one is made. */
  readonly id?: string | undefined;
  readonly name: string;
  readonly description?: string | undefined;
  readonly category: TemplateCategory;
  readonly status: "active" | "draft";
  readonly steps: readonly StepDefinition[];
  readonly estimatedDurationDays?: number | undefined;
  readonly slaHours?: number | undefined;
}

/** A template as it is asked for: each field may be missing or wrong. */
export interface AskedTemplate {
  readonly id?: string | undefined;
  readonly name?: string | undefined;
  readonly description?: string | undefined;
  readonly category?: string | undefined;
  readonly status?: string | undefined;
  readonly steps?: readonly AskedStep[] | undefined;
  readonly estimatedDurationDays?: number | undefined;
  readonly slaHours?: number | undefined;
}

/** Contract §1, "Limits". */
const stepsMax = 100;
/** Ten years, in days and in hours. */
const daysMax = 3_650;
const hoursMax = 87_600;

/** Reads the command; refuses with a pointer to each fault, and more than 100 steps with 422. */
export function parseCreateTemplate(asked: AskedTemplate): Result<CreateTemplate> {
  const steps = asked.steps ?? [];
  if (steps.length > stepsMax) {
    return refusal("request.too_large", { faults: [{ pointer: "/steps", detail: `At most ${stepsMax} steps.` }] });
  }
  const from = reading();
  return commandOf(from, {
    id: optional(asked.id, (value) => readTemplateId(from, value)),
    name: text(from, "/name", asked.name, 200),
    description: optional(asked.description, (value) => prose(from, "/description", value)),
    category: word(from, "/category", asked.category, templateCategories),
    status: word(from, "/status", asked.status ?? "active", ["active", "draft"]),
    steps: readSteps(from, steps),
    estimatedDurationDays: optional(asked.estimatedDurationDays, (days) =>
      whole(from, "/estimatedDurationDays", days, 1, daysMax),
    ),
    slaHours: optional(asked.slaHours, (hours) => whole(from, "/slaHours", hours, 1, hoursMax)),
  });
}

function readTemplateId(from: Reading, value: string): string {
  if (!value.startsWith("tmpl_") || value === "tmpl_" || !isCallerId(value)) {
    note(from, "/id", "Must be tmpl_ and more of A-Z a-z 0-9 . _ : @ -, at most 128 characters.");
  }
  return value;
}

function readSteps(from: Reading, asked: readonly AskedStep[]): readonly StepDefinition[] {
  const steps = asked.map((step, index) => readStep(from, `/steps/${index}`, step));
  const ids = steps.map(({ id }) => id);
  const orders = steps.map(({ order }) => order);
  distinct(from, ids, (index) => `/steps/${index}/id`);
  distinct(from, orders, (index) => `/steps/${index}/order`);
  if (!steps.some(({ required }) => required)) note(from, "/steps", "Must have at least one required step.");
  // Order wins over the place in the array.
  return steps.toSorted((left, right) => left.order - right.order);
}

/** Makes version 1, active at once unless it is a draft. */
export function createTemplate(
  id: string,
  { id: _chosen, ...command }: CreateTemplate,
  createdBy: string,
  now: Instant,
): Decision<Template> {
  const template: Template = { ...command, id, version: 1, createdBy, createdAt: now, updatedAt: now };
  return accepted({ state: template, events: template.status === "active" ? [published(template)] : [] });
}

const published = ({ id, version, category, name, steps }: Template): DomainEvent => ({
  type: "template.published",
  subjects: [{ type: "template", id }],
  summary: `Template published: ${name}, version ${version}`,
  data: { templateId: id, templateVersion: version, category, totalSteps: steps.length },
});
