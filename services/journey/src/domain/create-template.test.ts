import { instant, type Result } from "@omni/kernel";
import { describe, expect, test } from "vitest";
import { type AskedTemplate, createTemplate, parseCreateTemplate } from "./create-template.ts";
import type { AskedStep } from "./step-definition.ts";

const now = instant(Date.UTC(2026, 0, 15));
const step = (more: AskedStep = {}): AskedStep => ({ id: "s1", name: "One", type: "manual", order: 1, ...more });
const asked = (more: AskedTemplate = {}): AskedTemplate => ({
  name: "SME Onboarding",
  category: "onboarding",
  steps: [step()],
  ...more,
});

const pointers = (result: Result<unknown>) => (result.ok ? [] : result.faults.map(({ pointer }) => pointer));

function parsed(more: AskedTemplate = {}) {
  const result = parseCreateTemplate(asked(more));
  if (!result.ok) throw new Error(JSON.stringify(result));
  return result.value;
}

const condition = (when: string): AskedTemplate => ({
  steps: [
    step({ id: "s2", order: 2, when }),
    step({ id: "s3", order: 3, when: "steps.s2.data.x == 1 || steps.s1.data.x == 1" }),
    step(),
  ],
});

describe("what is wrong is refused with a pointer to it", () => {
  test.each<[string, AskedTemplate]>([
    ["/id", { id: "onboarding" }],
    ["/id", { id: "tmpl_" }],
    ["/id", { id: "tmpl_a b" }],
    ["/id", { id: `tmpl_${"x".repeat(124)}` }],
    ["/name", { name: undefined }],
    ["/name", { name: " \t" }],
    ["/name", { name: "x".repeat(201) }],
    ["/name", { name: "nul\0" }],
    ["/name", { name: "\ud800" }],
    ["/description", { description: "" }],
    ["/description", { description: "x".repeat(10_001) }],
    ["/category", { category: undefined }],
    ["/category", { category: "lending" }],
    ["/status", { status: "archived" }],
    ["/steps", { steps: [] }],
    ["/steps", { steps: [step({ required: false })] }],
    ["/steps/0/id", { steps: [step({ id: undefined })] }],
    ["/steps/0/id", { steps: [step({ id: "a/b" })] }],
    ["/steps/1/id", { steps: [step(), step({ order: 2 })] }],
    ["/steps/0/name", { steps: [step({ name: "" })] }],
    ["/steps/0/type", { steps: [step({ type: "webhook" })] }],
    ["/steps/0/order", { steps: [step({ order: undefined })] }],
    ["/steps/0/order", { steps: [step({ order: 0 })] }],
    ["/steps/0/order", { steps: [step({ order: 1.5 })] }],
    ["/steps/1/order", { steps: [step(), step({ id: "s2" })] }],
    ["/steps/0/timeoutHours", { steps: [step({ timeoutHours: 0 })] }],
    ["/steps/0/timeoutHours", { steps: [step({ timeoutHours: 8761 })] }],
    ["/steps/0/documentsRequired/1", { steps: [step({ documentsRequired: ["a", "a"] })] }],
    ["/steps/0/documentsRequired/0", { steps: [step({ documentsRequired: [" "] })] }],
    [
      "/steps/0/documentsRequired",
      { steps: [step({ documentsRequired: Array.from({ length: 51 }, (_, i) => `d${i}`) })] },
    ],
    ["/steps/0/approvalRoleRequired", { steps: [step({ approvalRoleRequired: "credit analyst" })] }],
    ["/steps/0/when", condition("")],
    ["/steps/0/when", condition("context.x +")],
    ["/steps/0/when", condition('context.x.matches("a")')],
    ["/steps/0/when", condition("steps.s2.data.x == 1")],
    ["/steps/0/when", condition("steps.s3.data.x == 1")],
    ["/steps/0/when", condition(`true${" ".repeat(2_000)}`)],
    ["/completion", { completion: "automatic" }],
    ["/calendar", { calendar: "working_days" }],
    ["/estimatedDurationDays", { estimatedDurationDays: 0 }],
    ["/estimatedDurationDays", { estimatedDurationDays: 3651 }],
    ["/slaHours", { slaHours: 0 }],
    ["/slaHours", { slaHours: 87_601 }],
  ])("%s in %j", (pointer, more) => {
    const result = parseCreateTemplate(asked(more));
    expect(result).toMatchObject({ ok: false, code: "request.invalid" });
    expect(pointers(result)).toEqual([pointer]);
  });

  test("several faults are told at once, 50 at most", () => {
    expect(pointers(parseCreateTemplate({}))).toEqual(["/name", "/category", "/steps"]);
    const steps = Array.from({ length: 100 }, () => ({}));
    expect(pointers(parseCreateTemplate({ steps }))).toHaveLength(50);
  });

  test("more than 100 steps are too many to process, not a mistake of form", () => {
    const steps = Array.from({ length: 101 }, (_, index) => step({ id: `s${index}`, order: index + 1 }));
    expect(parseCreateTemplate(asked({ steps: steps.slice(1) })).ok).toBe(true);
    const result = parseCreateTemplate(asked({ steps }));
    expect(result).toMatchObject({ ok: false, code: "request.too_large", faults: [{ pointer: "/steps" }] });
  });
});

test("order decides the place of a step, whatever its place in the array; gaps are allowed", () => {
  const { steps } = parsed({ steps: [step({ id: "last", order: 90 }), step({ id: "first", order: 7 })] }).content;
  expect(steps.map(({ id }) => id)).toEqual(["first", "last"]);
});

test("a step is required and needs no evidence unless it says otherwise", () => {
  const [first] = parsed().content.steps;
  expect(first).toMatchObject({ required: true, evidenceRequired: false, documentsRequired: [] });
  expect(first?.when).toBe(undefined);
});

test("what is wrong with a condition is told with its position", () => {
  const result = parseCreateTemplate(asked(condition("context.x +")));
  expect(result).toMatchObject({ faults: [{ detail: "At position 12: Unexpected token: EOF." }] });
});

test("conditions and how a journey completes are kept; it completes by hand and all hours count unless it says so", () => {
  const { content } = parsed({ ...condition("steps.s1.data.x == 1"), completion: "auto" });
  expect(content).toMatchObject({ completion: "auto", calendar: "continuous" });
  expect(content.steps.map(({ when }) => when)).toEqual([
    undefined,
    "steps.s1.data.x == 1",
    "steps.s2.data.x == 1 || steps.s1.data.x == 1",
  ]);
  expect(parsed().content).toMatchObject({ completion: "manual", calendar: "continuous" });
});

test("an active template is published at once as version 1", () => {
  const made = createTemplate("tmpl_1", parsed({ slaHours: 120 }), "usr_1", now);
  expect(made).toMatchObject({
    value: {
      state: { id: "tmpl_1", status: "active", version: 1, slaHours: 120, createdBy: "usr_1", createdAt: now },
      events: [{ type: "template.published", data: { templateId: "tmpl_1", templateVersion: 1, totalSteps: 1 } }],
    },
  });
});

test("a draft is published to nobody", () => {
  const made = createTemplate("tmpl_1", parsed({ status: "draft" }), "usr_1", now);
  expect(made).toMatchObject({ value: { state: { status: "draft" }, events: [] } });
});
