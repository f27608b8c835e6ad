import type { Template } from "@omni/proto/generated/omni/journey/v1/Template";
import { expect, test } from "vitest";
import { writeJson } from "../../json-writer.ts";
import { addUnknown } from "../../testing/add-unknown.ts";
import { templateSchema, toListedTemplate, toTemplate } from "./template.ts";

const at = "2026-01-15T10:30:00Z";
const full: Template = {
  id: "tmpl_1",
  name: "SME Onboarding",
  description: "End to end",
  category: "onboarding",
  status: "active",
  version: 1,
  estimatedDurationDays: 5,
  slaHours: 120,
  createdBy: "usr_1",
  createdAt: at,
  updatedAt: at,
  steps: [
    {
      id: "step_kyc",
      name: "KYC",
      type: "kyc_check",
      order: 1,
      required: false,
      timeoutHours: 48,
      documentsRequired: ["id"],
      approvalRoleRequired: "credit_analyst",
      evidenceRequired: true,
      when: 'channel == "web"',
    },
  ],
  completion: "auto",
  calendar: "continuous",
  versions: [
    { version: 1, status: "active", createdBy: "usr_1", createdAt: at, publishedBy: "usr_2", publishedAt: at },
    { version: 2, status: "draft", createdBy: "usr_1", createdAt: at },
  ],
};
const written = (value: ReturnType<typeof toListedTemplate>) => JSON.parse(writeJson(value)) as Record<string, unknown>;

test("every field of the document is mapped", () => {
  const template = written(toTemplate(full));
  expect(Object.keys(template).toSorted()).toEqual(Object.keys(templateSchema.shape).toSorted());
  expect(templateSchema.parse(template)).toEqual({ ...full });
});

test("an unknown field of a reply never gets out, however deep", () => {
  expect(writeJson(toTemplate(addUnknown(full)))).toBe(writeJson(toTemplate(full)));
  expect(writeJson(toListedTemplate(addUnknown(full)))).toBe(writeJson(toListedTemplate(full)));
});

test("a list leaves out the steps and the versions", () => {
  const listed = written(toListedTemplate(full));
  expect(Object.keys(templateSchema.shape).filter((name) => !(name in listed))).toEqual(["steps", "versions"]);
});

test("a step that does not say otherwise is required", () => {
  expect(written(toTemplate({ ...full, steps: [{ documentsRequired: [] }] }))["steps"]).toEqual([
    { id: "", name: "", type: "", order: 0, required: true, evidenceRequired: false },
  ]);
});

test("what a reply leaves out is 0 or empty where a template always has it, and absent elsewhere", () => {
  expect(written(toTemplate({ steps: [], versions: [{}] }))).toEqual({
    id: "",
    name: "",
    category: "",
    status: "",
    version: 0,
    createdBy: "",
    createdAt: "",
    updatedAt: "",
    completion: "manual",
    calendar: "continuous",
    steps: [],
    versions: [{ version: 0, status: "", createdBy: "", createdAt: "" }],
  });
});
