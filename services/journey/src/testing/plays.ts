import fc from "fast-check";
import type { JourneyModel } from "./journey-model.ts";
import { type Data, type ModelStep, whens } from "./model-step.ts";
import type { ModelAssignee, ModelCommand, Person } from "./model-table.ts";

// Only tests import this file: journeys, the people around them, and what these people try.

const rm: Person = { id: "usr_rm", roles: [], teams: [], managerId: "usr_boss" };
const mate: Person = { id: "usr_mate", roles: [], teams: ["team_a"] };
const boss: Person = { id: "usr_boss", roles: [], teams: ["team_b"] };
const supervisor: Person = { id: "usr_chief", roles: ["journey_supervisor"], teams: [] };
const stranger: Person = { id: "usr_stranger", roles: ["teller"], teams: ["team_c"] };

export const people: readonly Person[] = [rm, mate, boss, supervisor, stranger];

const assignees: readonly ModelAssignee[] = [
  { id: rm.id, type: "user" },
  { id: mate.id, type: "user" },
  { id: "team_a", type: "team" },
  { id: "team_b", type: "team" },
];
/** Users whom nobody knows; one is named like a team. */
const unknown: readonly ModelAssignee[] = [
  { id: "usr_nobody", type: "user" },
  { id: "team_a", type: "user" },
];

export const hourMs = 3_600_000;
/** A word that is drawn more often than others. */
const times = <const T>(count: number, word: T): readonly T[] => Array.from({ length: count }, () => word);
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });

/** What somebody tries, or what happens meanwhile. A step is named by where it stands to the current one. */
export type Move =
  | { readonly kind: "pause"; readonly ms: number }
  | { readonly kind: "sweep" }
  | {
      readonly kind: "advance";
      readonly by: Person;
      readonly step: "current" | number;
      readonly outcome: "passed" | "failed" | "skipped" | "waived";
      readonly data: Data | undefined;
    }
  | { readonly kind: "assign"; readonly by: Person; readonly to: ModelAssignee }
  | { readonly kind: "claim" | "resume" | "complete" | "cancel" | "hold" | "release"; readonly by: Person };

/** A journey that begins, and what is tried with it. */
export interface Play {
  readonly steps: readonly ModelStep[];
  readonly slaHours: number | undefined;
  readonly dueInMs: number | undefined;
  readonly assignee: ModelAssignee | undefined;
  readonly auto: boolean;
  readonly priority: "normal" | "high";
  readonly context: { readonly kind: string } | undefined;
  readonly moves: readonly Move[];
}

const aStep: fc.Arbitrary<Omit<ModelStep, "id">> = fc.record({
  type: fc.constantFrom(...times(7, "manual"), "kyc_check", "document_upload", "approval"),
  required: fc.boolean(),
  timeoutMs: maybe(fc.integer({ min: 1, max: 4 }).map((hours) => hours * hourMs)),
  documents: fc.constantFrom(...times(4, []), ["a"], ["a", "b"]),
  evidence: fc.boolean(),
  when: fc.constantFrom(...times(10, undefined), ...whens),
});

const steps = fc.array(aStep, { minLength: 1, maxLength: 4 }).map((drawn) =>
  drawn.map((step, index) => ({
    ...step,
    id: `s${index}`,
    required: step.required || index === 0,
    // A template's condition may name only the steps before its own.
    when: index === 0 && step.when?.text.startsWith("steps.") ? undefined : step.when,
  })),
);

// Whoever may do everything comes often, so that a play goes somewhere.
const by = fc.constantFrom(...times(6, supervisor), rm, rm, mate, mate, boss, stranger);
const proof: Data = { kycStatus: "verified", documents: ["b", "a"] };

const frequent = ["claim", "resume", "complete", "hold", "release", "release"] as const;

const oneMove: fc.Arbitrary<Move> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant("advance"),
      by,
      step: fc.constantFrom(...times(9, "current"), 0, 1, 9),
      outcome: fc.constantFrom(...times(5, "passed"), "skipped", "failed", "failed", "waived"),
      data: fc.constantFrom(...times(6, proof), undefined, {}, { kycStatus: "rejected" }, { documents: ["a"] }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("assign"),
      by,
      to: fc.constantFrom(...assignees, ...assignees, ...unknown),
    }),
  },
  {
    weight: 7,
    arbitrary: fc.record({
      kind: fc.constantFrom(...frequent, ...frequent, ...frequent, "release", "cancel"),
      by,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant("pause"), ms: fc.constantFrom(1, hourMs - 1, hourMs, 3 * hourMs) }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: "sweep" }) },
);

/** Somebody who does not give up: more often than a step keeps failures. */
const stubborn = fc
  .record({
    kind: fc.constant("advance"),
    by: fc.constant(supervisor),
    step: fc.constant("current"),
    outcome: fc.constant("failed"),
    data: fc.constant(undefined),
  })
  .map((failure) => times(22, failure));

const moves = fc
  .array(fc.oneof({ weight: 99, arbitrary: oneMove.map((once) => [once]) }, { weight: 1, arbitrary: stubborn }), {
    minLength: 3,
    maxLength: 40,
    size: "max",
  })
  .map((drawn) => drawn.flat());

export const plays: fc.Arbitrary<Play> = fc.record({
  steps,
  slaHours: maybe(fc.integer({ min: 1, max: 6 })),
  dueInMs: maybe(fc.integer({ min: -2, max: 6 }).map((hours) => hours * hourMs)),
  assignee: maybe(fc.constantFrom(...assignees)),
  auto: fc.boolean(),
  priority: fc.constantFrom("normal", "high"),
  context: fc.constantFrom(undefined, { kind: "small" }, { kind: "large" }),
  moves,
});

/** When the journey of a play is due, from its beginning. */
export const dueInMsOf = ({ dueInMs, slaHours }: Play): number | undefined =>
  dueInMs ?? (slaHours === undefined ? undefined : slaHours * hourMs);

/** The command behind a move, for the journey as it stands. */
export function commandOf(
  move: Exclude<Move, { readonly kind: "pause" | "sweep" }>,
  { current }: JourneyModel,
): ModelCommand {
  if (move.kind !== "advance") return move;
  const { kind, outcome, data } = move;
  return { kind, outcome, data, stepId: `s${move.step === "current" ? current : move.step}` };
}
