import { addHours } from "@omni/kernel";
import { describe, expect, test } from "vitest";
import { cancel, parseCancel } from "./cancel.ts";
import { type AskedComplete, complete, parseComplete } from "./complete.ts";
import type { Journey } from "./journey.ts";
import { remarked, remarksMax } from "./remark.ts";
import { anybody, begun, directorOf, someJourney } from "../testing/some-journey.ts";

const later = addHours(begun, 1);
const optional = { required: false };
const done = { status: "completed" } as const;

/** A journey in progress of which the first so many steps are done. */
function inProgress(steps: Parameters<typeof someJourney>[0], doneSteps: number, more: Partial<Journey> = {}): Journey {
  const journey = someJourney(steps, { status: "in_progress", ...more });
  return { ...journey, steps: journey.steps.map((step, index) => (index < doneSteps ? { ...step, ...done } : step)) };
}

function tryComplete(from: Journey, asked: AskedComplete = {}, mover = anybody) {
  const command = parseComplete({ outcome: "success", ...asked });
  return command.ok ? complete(from, command.value, mover, later) : command;
}

describe("complete", () => {
  test.each<[string, AskedComplete]>([
    ["/outcome", { outcome: undefined }],
    ["/outcome", { outcome: "failed" }],
    ["/completionNotes", { completionNotes: "" }],
  ])("what is wrong is refused with a pointer: %s in %j", (pointer, asked) => {
    expect(tryComplete(inProgress([{}], 1), asked)).toMatchObject({ code: "request.invalid", faults: [{ pointer }] });
  });

  test("ends a journey with its outcome; the notes stay with it", () => {
    const asked = { outcome: "success_with_conditions", completionNotes: "Contract activated" };
    const ended = tryComplete(inProgress([{}, {}], 2), asked);
    expect(ended).toMatchObject({
      value: {
        state: {
          status: "completed",
          outcome: "success_with_conditions",
          updatedAt: later,
          remarks: [{ action: "completed", by: "usr_1", at: later, text: "Contract activated" }],
        },
        events: [
          {
            type: "journey.completed",
            data: { outcome: "success_with_conditions", completion: "manual", completedSteps: 2, totalSteps: 2 },
          },
        ],
      },
    });
    expect(JSON.stringify(ended.ok && ended.value.events)).not.toContain("activated");
  });

  test("needs every required step, and says which are open", () => {
    expect(tryComplete(inProgress([{}, optional, {}, {}], 1))).toMatchObject({
      code: "journey.steps_open",
      facts: { openStepIds: "s3, s4", openSteps: "2" },
    });
  });

  test("does not need the others", () => {
    expect(tryComplete(inProgress([{}, optional, optional], 1))).toMatchObject({ ok: true });
  });

  test("a journey on which nothing was done is not complete, unless `when` left nothing to do", () => {
    expect(tryComplete(someJourney([{}]))).toMatchObject({ code: "journey.steps_open" });
    const never = { when: "channel == 'branch'" };
    expect(tryComplete(someJourney([never, never]))).toMatchObject({ value: { state: { status: "completed" } } });
    expect(someJourney([never], {}, { completion: "auto" })).toMatchObject({ status: "completed", outcome: "success" });
  });

  test("one that was handed over is resumed first", () => {
    expect(tryComplete(inProgress([{}], 1, { status: "assigned" }))).toMatchObject({ code: "journey.wrong_status" });
  });

  test("is for whoever may move the journey, and not for the assignee's manager", () => {
    const owned = inProgress([{}], 1, { assignee: { id: "usr_owner", type: "user" } });
    expect(tryComplete(owned, {}, directorOf(anybody, true))).toMatchObject({ code: "journey.not_yours" });
  });
});

function tryCancel(from: Journey, cancellationReason: string | undefined = "Withdrawn") {
  const command = parseCancel({ cancellationReason });
  return command.ok ? cancel(from, command.value, directorOf(anybody), later) : command;
}

describe("cancel", () => {
  test("needs a reason", () => {
    const faults = [{ pointer: "/cancellationReason" }];
    const blank = parseCancel({ cancellationReason: " " });
    expect([parseCancel({}), blank]).toMatchObject([{ faults }, { faults }]);
  });

  test.each(["created", "in_progress", "assigned"] as const)("ends a journey that is %s", (status) => {
    const ended = tryCancel(someJourney([{}, {}], { status }));
    expect(ended).toMatchObject({
      value: {
        state: { status: "cancelled", remarks: [{ action: "cancelled", text: "Withdrawn" }] },
        events: [{ type: "journey.cancelled", data: { fromStatus: status, currentStepId: "s1", completedSteps: 0 } }],
      },
    });
    expect(JSON.stringify(ended.ok && ended.value.events)).not.toContain("Withdrawn");
  });

  test("ends a hold with it", () => {
    const ended = tryCancel(someJourney([{}], { heldSince: begun }));
    expect(ended).toMatchObject({ value: { state: { status: "cancelled", heldSince: undefined } } });
  });
});

test("a journey keeps the latest remarks, and no more than it says", () => {
  let journey = someJourney([{}]);
  for (let number = 1; number <= remarksMax + 5; number++) {
    journey = remarked(journey, "held", { by: "usr_1", at: begun, text: `Reason ${number}` });
  }
  expect(journey.remarks).toHaveLength(remarksMax);
  expect(journey.remarks?.[0]?.text).toBe("Reason 6");
  expect(remarked(journey, "assigned", { by: "usr_1", at: begun, text: undefined })).toBe(journey);
});
