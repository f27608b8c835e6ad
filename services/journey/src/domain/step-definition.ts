import { distinct, id, note, optional, type Reading, text, whole, word } from "./reading.ts";

export const stepTypes = [
  "kyc_check",
  "document_upload",
  "approval",
  "form",
  "signature",
  "external",
  "manual",
] as const;
export type StepType = (typeof stepTypes)[number];

/** One step as a template lays it down. */
export interface StepDefinition {
  readonly id: string;
  readonly name: string;
  readonly type: StepType;
  /** Decides the place among the steps; gaps are allowed. */
  readonly order: number;
  /** A step that is not required may be skipped. */
  readonly required: boolean;
  /** The step is due this long after it was entered. */
  readonly timeoutHours?: number | undefined;
  /** Names that `stepData.documents` must hold before the step passes. */
  readonly documentsRequired: readonly string[];
  /** The role that every required approver of this step must hold. */
  readonly approvalRoleRequired?: string | undefined;
  /** Passing needs step data that prove it. */
  readonly evidenceRequired: boolean;
  /** A condition in CEL, judged when the step is reached: where it is false, the step is skipped. */
  readonly when?: string | undefined;
}

/** A step as it is asked for: each field may be missing or wrong. */
export interface AskedStep {
  readonly id?: string | undefined;
  readonly name?: string | undefined;
  readonly type?: string | undefined;
  readonly order?: number | undefined;
  readonly required?: boolean | undefined;
  readonly timeoutHours?: number | undefined;
  readonly documentsRequired?: readonly string[] | undefined;
  readonly approvalRoleRequired?: string | undefined;
  readonly evidenceRequired?: boolean | undefined;
  readonly when?: string | undefined;
}

const documentsMax = 50;
const orderMax = 1_000_000;
/** One year. */
const timeoutHoursMax = 8_760;

/** Reads one step but for its `when`, which is about others; `pointer` is its place in the request (`/steps/0`). */
export function readStep(from: Reading, pointer: string, asked: AskedStep): StepDefinition {
  return {
    id: id(from, `${pointer}/id`, asked.id),
    name: text(from, `${pointer}/name`, asked.name, 200),
    type: word(from, `${pointer}/type`, asked.type, stepTypes),
    order: whole(from, `${pointer}/order`, asked.order, 1, orderMax),
    required: asked.required ?? true,
    timeoutHours: optional(asked.timeoutHours, (hours) =>
      whole(from, `${pointer}/timeoutHours`, hours, 1, timeoutHoursMax),
    ),
    documentsRequired: readDocuments(from, `${pointer}/documentsRequired`, asked.documentsRequired ?? []),
    approvalRoleRequired: optional(asked.approvalRoleRequired, (role) =>
      id(from, `${pointer}/approvalRoleRequired`, role),
    ),
    evidenceRequired: asked.evidenceRequired ?? false,
    when: asked.when,
  };
}

function readDocuments(from: Reading, pointer: string, asked: readonly string[]): readonly string[] {
  if (asked.length > documentsMax) {
    note(from, pointer, `Must have at most ${documentsMax} items.`);
    return [];
  }
  distinct(from, asked, (index) => `${pointer}/${index}`);
  return asked.map((name, index) => text(from, `${pointer}/${index}`, name, 128));
}
