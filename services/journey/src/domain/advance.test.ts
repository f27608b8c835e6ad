import { addHours } from "@omni/kernel";
import { describe, expect, test } from "vitest";
import { advance, type AskedAdvance, parseAdvance } from "./advance.ts";
import { completedSteps, currentStep, currentStepIndex, isReadyToComplete, type Journey } from "./journey.ts";
import type { AskedStep } from "./step-definition.ts";
import type { Mover } from "./who-may.ts";
import { anybody, begun, someJourney } from "../testing/some-journey.ts";

const later = addHours(begun, 1);

function tryAdvance(from: Journey, asked: AskedAdvance = {}, mover = anybody) {
  const command = parseAdvance({ completedStepId: "s1", stepOutcome: "passed", ...asked });
  return command.ok ? advance(from, command.value, mover, later) : command;
}

function advanced(from: Journey, asked: AskedAdvance = {}, mover = anybody): Journey {
  const result = tryAdvance(from, asked, mover);
  if (!result.ok) throw new Error(result.code);
  return result.value.state;
}

const two = () => someJourney([{}, { timeoutHours: 2 }]);
const data = (value: unknown) => ({ stepData: JSON.stringify(value) });

test.each<[string, AskedAdvance]>([
  ["/completedStepId", { completedStepId: undefined }],
  ["/completedStepId", { completedStepId: "a b" }],
  ["/stepOutcome", { stepOutcome: undefined }],
  ["/stepOutcome", { stepOutcome: "done" }],
  ["/stepData", { stepData: "null" }],
  ["/stepData/a", { stepData: '{"a":"\\u0000"}' }],
])("what is wrong is refused with a pointer: %s in %j", (pointer, asked) => {
  expect(tryAdvance(two(), asked)).toMatchObject({ ok: false, code: "request.invalid", faults: [{ pointer }] });
});

test("step data over 64 KiB are too large", () => {
  const stepData = JSON.stringify({ a: Array.from({ length: 7 }, () => "x".repeat(9_999)) });
  expect(tryAdvance(two(), { stepData })).toMatchObject({
    code: "request.too_large",
    faults: [{ pointer: "/stepData" }],
  });
});

test("passing a step completes it and enters the next one, whose clock starts", () => {
  const result = tryAdvance(two(), data({ note: 1 }));
  expect(result).toMatchObject({
    value: {
      state: {
        status: "in_progress",
        updatedAt: later,
        steps: [
          { status: "completed", doneAt: later, doneBy: "usr_1", data: '{"note":1}' },
          { status: "pending", enteredAt: later, dueAt: addHours(later, 2) },
        ],
      },
      events: [
        {
          type: "journey.advanced",
          data: { stepId: "s1", outcome: "passed", nextStepId: "s2", completedSteps: 1, readyToComplete: false },
        },
      ],
    },
  });
});

test("after the last step none is current and the journey is ready to complete, but not completed", () => {
  const last = tryAdvance(advanced(two()), { completedStepId: "s2" });
  if (!last.ok) throw new Error(last.code);
  const ready = last.value.state;
  expect(last.value.events).toMatchObject([{ data: { completedSteps: 2, readyToComplete: true } }]);
  expect(last.value.events[0]?.data).not.toHaveProperty("nextStepId");
  expect(currentStep(ready)).toBe(undefined);
  expect(currentStepIndex(ready)).toBe(2);
  expect(isReadyToComplete(ready)).toBe(true);
  expect(ready.status).toBe("in_progress");
});

test("a skipped step does not count as completed", () => {
  const skipped = advanced(someJourney([{ required: false }, {}]), { stepOutcome: "skipped" });
  expect(skipped.steps[0]?.status).toBe("skipped");
  expect(completedSteps(skipped)).toBe(0);
});

test("a required step cannot be skipped", () => {
  expect(tryAdvance(two(), { stepOutcome: "skipped" })).toMatchObject({ code: "journey.step_required" });
});

test("a failed step stays current, keeps the attempt and starts the journey", () => {
  const failed = advanced(two(), { stepOutcome: "failed", ...data({ kycStatus: "rejected" }) });
  expect(failed).toMatchObject({
    status: "in_progress",
    steps: [
      { status: "failed", attempts: [{ outcome: "failed", at: later, by: "usr_1", data: '{"kycStatus":"rejected"}' }] },
      {},
    ],
  });
  expect(currentStep(failed)?.id).toBe("s1");
});

test("the 21st failure is refused, but the step can still pass", () => {
  let state = two();
  for (let attempt = 1; attempt <= 20; attempt++) state = advanced(state, { stepOutcome: "failed" });
  expect(state.steps[0]?.attempts).toHaveLength(20);
  expect(tryAdvance(state, { stepOutcome: "failed" })).toMatchObject({ code: "journey.attempts_exhausted" });
  expect(advanced(state).steps[0]).toMatchObject({ status: "completed", attempts: { length: 20 } });
});

test("nothing waives a step until approvals exist", () => {
  expect(tryAdvance(two(), { stepOutcome: "waived" })).toMatchObject({ code: "journey.approval_required" });
});

describe("which step", () => {
  test("a later step is a mismatch that names the current one", () => {
    const result = tryAdvance(two(), { completedStepId: "s2" });
    expect(result).toMatchObject({ code: "journey.step_mismatch", facts: { currentStepId: "s1" } });
  });
  test("a done step is already completed, also after the last one", () => {
    expect(tryAdvance(advanced(two()))).toMatchObject({ code: "journey.step_already_completed" });
    const ready = advanced(someJourney([{}]));
    expect(tryAdvance(ready)).toMatchObject({ code: "journey.step_already_completed" });
    const skipped = advanced(someJourney([{ required: false }, {}]), { stepOutcome: "skipped" });
    expect(tryAdvance(skipped)).toMatchObject({
      code: "journey.step_already_completed",
      facts: { stepStatus: "skipped" },
    });
  });
  test("a step that the template lacks is unknown, with a pointer", () => {
    const result = tryAdvance(two(), { completedStepId: "s9" });
    expect(result).toMatchObject({ code: "journey.step_unknown", faults: [{ pointer: "/completedStepId" }] });
  });
});

describe("who may", () => {
  const ofUser = someJourney([{}], { assignee: { id: "usr_owner", type: "user" } });
  const ofTeam = someJourney([{}], { assignee: { id: "team_a", type: "team" } });
  test.each<[string, Journey, Mover, boolean]>([
    ["anybody while nobody is assigned", two(), anybody, true],
    ["the assignee", ofUser, { ...anybody, id: "usr_owner" }, true],
    ["a supervisor", ofUser, { ...anybody, roles: ["journey_supervisor"] }, true],
    ["not somebody else", ofUser, anybody, false],
    ["not a member of a team named like the assignee", ofUser, { ...anybody, teams: ["usr_owner"] }, false],
    ["a member of the assigned team", ofTeam, { ...anybody, teams: ["team_b", "team_a"] }, true],
    ["not a member of another team", ofTeam, { ...anybody, teams: ["team_b"] }, false],
    ["not a user named like the assigned team", ofTeam, { ...anybody, id: "team_a" }, false],
  ])("%s", (_who, of, mover, may) => {
    expect(tryAdvance(of, {}, mover)).toMatchObject(may ? { ok: true } : { code: "journey.not_yours" });
  });
});

describe("what a step asks for before it passes", () => {
  const kyc = { type: "kyc_check" };
  const docs = { type: "document_upload", documentsRequired: ["a", "b"] };
  test.each<[string, AskedStep, unknown, string | undefined]>([
    ["KYC may be silent", kyc, undefined, undefined],
    ["KYC null is silence", kyc, { kycStatus: null }, undefined],
    ["KYC verified passes", kyc, { kycStatus: "verified" }, undefined],
    ["KYC pending does not", kyc, { kycStatus: "pending" }, "journey.kyc_not_verified"],
    ["KYC is a word, not a truth", kyc, { kycStatus: true }, "journey.kyc_not_verified"],
    [
      "KYC with evidence may not be silent",
      { ...kyc, evidenceRequired: true },
      { ref: "1" },
      "journey.evidence_required",
    ],
    ["documents: all named", docs, { documents: ["b", "c", "a"] }, undefined],
    ["documents: objects with a type", docs, { documents: [{ type: "a", ref: 1 }, "b"] }, undefined],
    ["documents: one missing", docs, { documents: ["a"] }, "journey.documents_missing"],
    ["documents: none", docs, undefined, "journey.documents_missing"],
    ["documents: not a list", docs, { documents: "a,b" }, "journey.documents_missing"],
    ["documents of another type of step count as well", { documentsRequired: ["a"] }, {}, "journey.documents_missing"],
    [
      "an upload of nothing is no evidence",
      { type: "document_upload", evidenceRequired: true },
      { note: "x" },
      "journey.evidence_required",
    ],
    ["evidence: some", { evidenceRequired: true }, { ref: "1" }, undefined],
    ["evidence: nothing", { evidenceRequired: true }, {}, "journey.evidence_required"],
    ["evidence: only null", { evidenceRequired: true }, { ref: null }, "journey.evidence_required"],
    ["no approval exists yet", { type: "approval" }, { approved: true }, "journey.approval_required"],
  ])("%s", (_rule, step, stepData, code) => {
    const asked = stepData === undefined ? {} : data(stepData);
    expect(tryAdvance(someJourney([step]), asked)).toMatchObject(
      code === undefined ? { ok: true } : { ok: false, code },
    );
  });

  test("a missing document is named", () => {
    const result = tryAdvance(someJourney([docs]), data({ documents: ["a"] }));
    expect(result).toMatchObject({ facts: { missing: "b" }, faults: [{ pointer: "/stepData/documents" }] });
  });

  test("failing asks for nothing", () => {
    expect(tryAdvance(someJourney([docs]), { stepOutcome: "failed" }).ok).toBe(true);
  });
});

test("refusals come in the contract's order: closed, held, who may, step, the rest", () => {
  const hopeless = { assignee: { id: "usr_owner", type: "user" }, heldSince: begun } as const;
  const wrong = { completedStepId: "s2", stepOutcome: "skipped" };
  const closed = someJourney([{}, {}], { ...hopeless, status: "cancelled" });
  expect(tryAdvance(closed, wrong)).toMatchObject({ code: "journey.closed", facts: { journeyStatus: "cancelled" } });
  expect(tryAdvance({ ...closed, status: "completed" }, wrong)).toMatchObject({ code: "journey.closed" });
  expect(tryAdvance(someJourney([{}, {}], hopeless), wrong)).toMatchObject({ code: "journey.on_hold" });
  const foreign = someJourney([{}, {}], { ...hopeless, heldSince: undefined });
  expect(tryAdvance(foreign, wrong)).toMatchObject({ code: "journey.not_yours" });
  expect(tryAdvance(two(), wrong)).toMatchObject({ code: "journey.step_mismatch" });
  expect(tryAdvance(two(), { ...wrong, completedStepId: "s1" })).toMatchObject({ code: "journey.step_required" });
});

describe("a journey that was handed over", () => {
  const handed = someJourney([{}, {}], { status: "assigned", assignee: { id: "usr_1", type: "user" } });
  test("is taken up by an advance, in one commit", () => {
    expect(tryAdvance(handed)).toMatchObject({
      value: {
        state: { status: "in_progress" },
        events: [{ type: "journey.resumed", data: { currentStepId: "s1" } }, { type: "journey.advanced" }],
      },
    });
  });
  test("is taken up by a failed try as well", () => {
    expect(tryAdvance(handed, { stepOutcome: "failed" })).toMatchObject({
      value: {
        state: { status: "in_progress" },
        events: [{ type: "journey.resumed" }, { type: "journey.step_failed" }],
      },
    });
  });
});

describe("completion: auto", () => {
  const auto = { completion: "auto" } as const;
  test("completes with the last step, in the same commit", () => {
    expect(tryAdvance(someJourney([{}], auto))).toMatchObject({
      value: {
        state: { status: "completed", outcome: "success" },
        events: [
          { type: "journey.advanced", data: { readyToComplete: true } },
          { type: "journey.completed", data: { outcome: "success", completion: "auto" } },
        ],
      },
    });
  });
  test("waits for the last step, and for a failed one to pass", () => {
    expect(advanced(someJourney([{}, {}], auto)).status).toBe("in_progress");
    expect(advanced(someJourney([{}], auto), { stepOutcome: "failed" }).status).toBe("in_progress");
  });
});
