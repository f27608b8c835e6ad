import { addHours } from "@omni/kernel";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { advance } from "./advance.ts";
import { completedSteps, currentStep, currentStepIndex, isReadyToComplete, type Journey } from "./journey.ts";
import { openMap } from "./open-map.ts";
import { reach } from "./reach.ts";
import { anybody, begun, someJourney } from "../testing/some-journey.ts";

const later = addHours(begun, 1);

/** The current step is done with these data. */
function done(journey: Journey, outcome: "passed" | "skipped" = "passed", data?: object) {
  const text = openMap(data && JSON.stringify(data), "/stepData", 1_000);
  const stepId = currentStep(journey)?.id ?? "";
  const result = advance(journey, { stepId, outcome, data: text.ok ? text.value : undefined }, anybody, later);
  if (!result.ok) throw new Error(result.code);
  return result.value;
}

const whens = [undefined, "channel == 'web'", "channel == 'branch'", "context.missing == 1", "1 / 0 == 1"] as const;

test("the first step from there on that is not left out is entered; what lies before or after stays as it is", () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...whens), { minLength: 1, maxLength: 8 }), fc.nat(8), (drawn, place) => {
      const { steps } = someJourney(drawn.map(() => ({})));
      const judged = steps.map((step, index) => ({ ...step, when: drawn[index], enteredAt: undefined }));
      const reached = reach(judged, place, { channel: "web", priority: "normal", context: undefined }, later);
      const found = drawn.findIndex((when, index) => index >= place && when !== "channel == 'branch'");
      const end = found === -1 ? drawn.length : found;
      expect(reached.skipped).toEqual(judged.slice(place, end));
      for (const [index, step] of reached.steps.entries()) {
        if (index < place || index > end) expect(step).toBe(judged[index]);
        else if (index === end) expect(step).toMatchObject({ status: "pending", enteredAt: later });
        else expect(step).toMatchObject({ status: "skipped", doneAt: later, enteredAt: undefined });
      }
    }),
  );
});

describe("a step whose `when` is false when it is reached", () => {
  const verified = { when: "steps.s1.data.kycStatus == 'verified'" };
  const kyc = { type: "kyc_check", required: false };
  const never = { when: "channel == 'branch'" };

  test("is skipped by nobody, is told of, and does not count as completed", () => {
    const { state, events } = done(someJourney([kyc, verified, {}]), "skipped", { kycStatus: "no" });
    expect(state.steps).toMatchObject([
      {},
      { status: "skipped", doneAt: later },
      { status: "pending", enteredAt: later },
    ]);
    expect(state.steps[1]).not.toHaveProperty("doneBy");
    expect(events).toMatchObject([{ data: { nextStepId: "s3", completedSteps: 0, skippedStepIds: ["s2"] } }]);
  });

  test("is skipped together with others, the last one too", () => {
    const { state } = done(someJourney([{}, never, never]));
    expect(state.steps.map(({ status }) => status)).toEqual(["completed", "skipped", "skipped"]);
    expect([currentStepIndex(state), completedSteps(state), isReadyToComplete(state)]).toEqual([3, 1, true]);
    expect(done(someJourney([{}, never], { completion: "auto" })).state.status).toBe("completed");
  });

  test("is skipped at the beginning as well", () => {
    const begin = someJourney([never, {}]);
    expect([begin.status, currentStep(begin)?.id, begin.steps[0]?.status]).toEqual(["created", "s2", "skipped"]);
  });

  test("is kept where the answer is missing", () => {
    expect(currentStep(done(someJourney([{}, verified])).state)?.id).toBe("s2");
  });

  test("is judged only when it is reached", () => {
    const late = { when: "steps.s2.data.go == true" };
    const moved = done(someJourney([{}, {}, late]), "passed", { go: false }).state;
    expect(moved.steps[2]?.status).toBe("pending");
    expect(done(moved, "passed", { go: false }).state.steps[2]?.status).toBe("skipped");
  });
});

test("all conditions that one command reaches are judged, though the context is as large as it may be", () => {
  // Of the most expensive kind: see docs/decisions/0016.
  const crumbs = Object.fromEntries(Array.from({ length: 17_000 }, (_, index) => [`m${index}`, index]));
  const context = openMap(JSON.stringify(crumbs), "/context", 256 * 1024);
  if (!context.ok) throw new Error(context.code);
  const { steps } = someJourney(Array.from({ length: 100 }, () => ({ when: "context.m16999 == 0" })));
  const reached = reach(steps, 0, { channel: "web", priority: "normal", context: context.value }, later);
  expect(reached.skipped).toHaveLength(100);
});
