import { addHours, instant, type JsonText } from "@omni/kernel";
import { expect, test } from "vitest";
import type { Journey } from "./domain/journey.ts";
import { enter, pendingStep, type Step } from "./domain/step.ts";
import { journeyReply, journeySummary, summaryReply } from "./journey-reply.ts";

const now = instant(Date.UTC(2026, 0, 15, 10, 30));
const text = "2026-01-15T10:30:00Z";
// Made by hand: what a parser would have made of it.
const map = '{"a":1.50}' as JsonText;
const mapBytes = Buffer.from(map);

const definition = {
  id: "s1",
  name: "First",
  type: "kyc_check",
  order: 5,
  required: true,
  timeoutHours: 2,
  documentsRequired: ["trade_license"],
  approvalRoleRequired: "credit_analyst",
  evidenceRequired: true,
  when: "channel == 'branch'",
} as const;

const doneStep: Step = {
  ...enter(pendingStep(definition), now),
  status: "completed",
  doneAt: now,
  doneBy: "usr_2",
  data: map,
  attempts: [{ outcome: "failed", at: now, by: "usr_1", data: map }],
};
const currentStep = enter(pendingStep({ ...definition, id: "s2", order: 9, required: false }), now);

const journey: Journey = {
  id: "jrn_1",
  status: "in_progress",
  templateId: "tmpl_1",
  templateVersion: 3,
  customerId: "cus_1",
  channel: "branch",
  priority: "high",
  assignee: { id: "team_a", type: "team" },
  dueAt: addHours(now, 1),
  slaBreached: false,
  outcome: "success",
  relatedTo: [{ type: "contract", id: "ctr_1" }],
  context: map,
  remarks: [{ action: "assigned", by: "usr_2", at: now, text: "On leave" }],
  steps: [doneStep, currentStep],
  createdBy: "usr_1",
  createdAt: now,
  updatedAt: addHours(now, 1),
};

const listed = {
  id: "jrn_1",
  status: "in_progress",
  templateId: "tmpl_1",
  templateVersion: 3,
  customerId: "cus_1",
  channel: "branch",
  currentStepIndex: 1,
  currentStep: { id: "s2", name: "First", type: "kyc_check", status: "pending" },
  totalSteps: 2,
  completedSteps: 1,
  assigneeId: "team_a",
  assigneeType: "team",
  priority: "high",
  dueAt: "2026-01-15T11:30:00Z",
  overdue: false,
  onHold: false,
  readyToComplete: false,
  outcome: "success",
  relatedTo: [{ type: "contract", id: "ctr_1" }],
  createdBy: "usr_1",
  createdAt: text,
  updatedAt: "2026-01-15T11:30:00Z",
};

test("an answer says everything of a journey and its steps, and nothing else", () => {
  const surplus = { ...journey, internalNote: "never shown" };
  const stepTimes = { enteredAt: text, dueAt: "2026-01-15T12:30:00Z", overdue: false };
  expect(journeyReply(surplus, now)).toEqual({
    ...listed,
    steps: [
      {
        ...definition,
        ...stepTimes,
        status: "completed",
        completedAt: text,
        completedBy: "usr_2",
        data: mapBytes,
        attempts: [{ outcome: "failed", at: text, by: "usr_1", data: mapBytes }],
      },
      { ...definition, ...stepTimes, id: "s2", order: 9, required: false, status: "pending", attempts: [] },
    ],
    context: mapBytes,
    remarks: [{ action: "assigned", by: "usr_2", at: text, text: "On leave" }],
  });
});

test("a list says the same without steps, context and remarks, also after its summary was stored as JSON", () => {
  const stored: unknown = JSON.parse(JSON.stringify(journeySummary(journey)));
  expect(stored).toEqual(journeySummary(journey));
  expect(summaryReply(journeySummary(journey), now)).toEqual(listed);
});

test("late is late by the clock: the journey, and the current step only", () => {
  const late = journeyReply(journey, addHours(now, 3));
  expect(late.overdue).toBe(true);
  expect(late.steps?.map((step) => step?.overdue)).toEqual([false, true]);
});

test("on hold is on hold, and not late, however long it lasts", () => {
  const held = { ...journey, heldSince: now };
  expect(journeyReply(held, addHours(now, 3))).toMatchObject({
    onHold: true,
    overdue: false,
    dueAt: listed.dueAt,
    steps: [{ overdue: false }, { overdue: false }],
  });
  expect(summaryReply(journeySummary(held), addHours(now, 3))).toMatchObject({ onHold: true, overdue: false });
});

test("after the last step no step is current and the journey is ready to complete", () => {
  const ready = journeyReply({ ...journey, steps: [doneStep] }, now);
  expect(ready).toMatchObject({ currentStepIndex: 1, currentStep: undefined, readyToComplete: true });
});
