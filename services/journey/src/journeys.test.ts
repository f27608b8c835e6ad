import { addHours, type Instant, instant } from "@omni/kernel";
import type { Condition, Match } from "@omni/platform/store";
import fc from "fast-check";
import { expect, test } from "vitest";
import { isOverdue, type Journey } from "./domain/journey.ts";
import { journeyStatuses } from "./domain/lifecycle.ts";
import { enter, pendingStep } from "./domain/step.ts";
import { journeys, journeysBy } from "./journeys.ts";

const now = instant(Date.UTC(2026, 0, 15));

/** Journeys as the rules allow them: what is breached on record was due before now. */
const someJourney: fc.Arbitrary<Journey> = fc
  .record({
    status: fc.constantFrom(...journeyStatuses),
    onHold: fc.boolean(),
    dueInMs: fc.option(fc.constantFrom(-86_400_000, -1, 0, 1, 86_400_000), { nil: undefined }),
    told: fc.boolean(),
  })
  .map(({ status, onHold, dueInMs, told }) => ({
    id: "jrn_1",
    status,
    templateId: "tmpl_1",
    templateVersion: 1,
    customerId: "cus_1",
    channel: "web",
    priority: "normal",
    ...(dueInMs === undefined ? {} : { dueAt: instant(now + dueInMs) }),
    slaBreached: told && dueInMs !== undefined && dueInMs <= 0,
    ...(onHold ? { heldSince: now } : {}),
    relatedTo: [],
    steps: [],
    createdBy: "usr_1",
    createdAt: now,
    updatedAt: now,
  }));

/** How many of the filter's conditions find the journey. */
const found = (journey: Journey, overdue: boolean, at: Instant): number =>
  journeysBy({ overdue }, at).any.filter((condition) => fits(journey, condition)).length;

const fits = (journey: Journey, condition: Condition): boolean =>
  Object.entries(condition).every(([name, match]) => matches(journeys.indexes[name]?.(journey), match));

function matches(value: string | number | undefined, match: Match): boolean {
  if (value === undefined) return false;
  if (typeof match !== "object") return value === match;
  if ("in" in match) return match.in.includes(value);
  return (match.from === undefined || value >= match.from) && (match.to === undefined || value <= match.to);
}

test("the filter overdue finds what the answer calls overdue, through one condition, and false finds all others", () => {
  fc.assert(
    fc.property(someJourney, (journey) => {
      const late = isOverdue(journey, now);
      expect([found(journey, true, now), found(journey, false, now)]).toEqual(late ? [1, 0] : [0, 1]);
    }),
    { numRuns: 500 },
  );
});

test("the status in the ETag says whether the journey or its current step is late", () => {
  const definition = { id: "s1", name: "First", type: "manual", order: 1, required: true, timeoutHours: 2 } as const;
  const step = enter(pendingStep({ ...definition, documentsRequired: [], evidenceRequired: false }), now);
  const [journey] = fc.sample(
    someJourney.filter(({ status, heldSince }) => status === "created" && heldSince === undefined),
    1,
  );
  if (journey === undefined) throw new Error("nothing was drawn");
  const due = (hours: number) => ({ ...journey, slaBreached: false, dueAt: addHours(now, hours), steps: [step] });
  const statuses = [1, 3].map((hours) => journeys.status(due(9), addHours(now, hours)));
  expect(statuses).toEqual(["created", "created+step_overdue"]);
  expect(journeys.status(due(1), addHours(now, 3))).toBe("created+overdue+step_overdue");
  expect(journeys.status(due(1), addHours(now, 1))).toBe("created+overdue");
});

test("without a filter a list asks for no more than the tenant", () => {
  expect(journeysBy({}, now)).toEqual({ any: [{}], order: "desc" });
});
