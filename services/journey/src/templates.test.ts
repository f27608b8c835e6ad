import { instant } from "@omni/kernel";
import { expect, test } from "vitest";
import type { Template } from "./domain/template.ts";
import { templates } from "./templates.ts";

const now = instant(Date.UTC(2026, 0, 15, 10, 30));

const step = {
  id: "s1",
  name: "First",
  type: "document_upload",
  order: 5,
  required: true,
  timeoutHours: 2,
  documentsRequired: ["trade_license"],
  approvalRoleRequired: "credit_analyst",
  evidenceRequired: true,
} as const;

const shown = {
  id: "tmpl_1",
  name: "SME Onboarding",
  description: "End to end",
  category: "onboarding",
  status: "active",
  version: 2,
  estimatedDurationDays: 5,
  slaHours: 120,
  createdBy: "usr_1",
} as const;

const template: Template = { ...shown, steps: [step], createdAt: now, updatedAt: now };

test("an answer says everything of a template and its steps, and nothing else; a list leaves the steps out", () => {
  const surplus = { ...template, internalNote: "never shown", steps: [{ ...step, internalNote: "never shown" }] };
  const listed = { ...shown, createdAt: "2026-01-15T10:30:00Z", updatedAt: "2026-01-15T10:30:00Z" };
  expect(templates.reply(surplus, now)).toEqual({ ...listed, steps: [step] });
  expect(templates.summary(surplus)).toEqual(listed);
});
