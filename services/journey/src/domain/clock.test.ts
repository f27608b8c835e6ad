import { addHours, instant } from "@omni/kernel";
import { describe, expect, test } from "vitest";
import { clockEvents, nextClockEvent } from "./clock.ts";
import { isOverdue, isStepOverdue, type Journey } from "./journey.ts";
import { enter, pendingStep, type Step } from "./step.ts";

const now = instant(Date.UTC(2026, 0, 15));
const hour = (hours: number) => addHours(now, hours);

const step = (id: string, timeoutHours?: number): Step =>
  pendingStep({
    id,
    name: id,
    type: "manual",
    order: 1,
    required: true,
    timeoutHours,
    documentsRequired: [],
    evidenceRequired: false,
  });

const journey = (more: Partial<Journey> = {}): Journey => ({
  id: "jrn_1",
  status: "in_progress",
  templateId: "tmpl_1",
  templateVersion: 1,
  customerId: "cus_1",
  channel: "web",
  priority: "normal",
  dueAt: hour(5),
  slaBreached: false,
  relatedTo: [],
  steps: [enter(step("s1", 2), now), step("s2", 1)],
  createdBy: "usr_1",
  createdAt: now,
  updatedAt: now,
  ...more,
});

const typesOf = (at: number, more: Partial<Journey> = {}) =>
  clockEvents(journey(more), hour(at))?.events.map(({ type }) => type) ?? [];

test("a step is late from its due time on, to the millisecond, and says so once", () => {
  expect(nextClockEvent(journey())).toBe(hour(2));
  expect(clockEvents(journey(), instant(hour(2) - 1))).toBe(undefined);
  const late = clockEvents(journey(), hour(2));
  expect(late).toMatchObject({ events: [{ type: "journey.step_overdue", data: { stepId: "s1" } }] });
  expect(late && clockEvents(late.state, hour(4))).toBe(undefined);
  expect(late && nextClockEvent(late.state)).toBe(hour(5));
});

test("what was found late is told in the order in which it became true", () => {
  expect(typesOf(9)).toEqual(["journey.step_overdue", "journey.sla_breached"]);
  expect(typesOf(9, { dueAt: hour(1) })).toEqual(["journey.sla_breached", "journey.step_overdue"]);
  expect(typesOf(9, { dueAt: hour(2) })).toEqual(["journey.step_overdue", "journey.sla_breached"]);
});

test("time never passes or completes anything", () => {
  const state = clockEvents(journey(), hour(9))?.state;
  expect(state).toMatchObject({ status: "in_progress", steps: [{ status: "pending" }, { status: "pending" }] });
});

describe("no clock runs", () => {
  test.each<[string, Partial<Journey>]>([
    ["on hold", { heldSince: now }],
    ["when completed", { status: "completed" }],
    ["when cancelled", { status: "cancelled" }],
    ["without due times", { dueAt: undefined, steps: [enter(step("s1"), now)] }],
  ])("%s", (_when, more) => {
    expect(nextClockEvent(journey(more))).toBe(undefined);
    expect(typesOf(9, more)).toEqual([]);
    expect(isOverdue(journey(more), hour(9))).toBe(false);
  });
});

test("only the current step can become late", () => {
  const steps = [{ ...enter(step("s1", 2), now), status: "completed" as const }, step("s2", 1)];
  expect(typesOf(4, { steps })).toEqual([]);
});

test("overdue is judged by the clock though nothing is on record, and by the record for good", () => {
  const open = journey();
  expect(isOverdue(open, hour(5))).toBe(true);
  expect(isOverdue(open, hour(4))).toBe(false);
  expect(isOverdue({ ...open, slaBreached: true }, now)).toBe(true);
  const [first, second] = open.steps;
  expect(first && isStepOverdue(open, first, hour(2))).toBe(true);
  expect(second && isStepOverdue(open, second, hour(9))).toBe(false);
});
