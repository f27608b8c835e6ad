import { instant } from "@omni/kernel";
import { expect, test } from "vitest";
import { type Template, versionsOf } from "./domain/template.ts";
import { templateReply, templates } from "./templates.ts";

const now = instant(Date.UTC(2026, 0, 15, 10, 30));
const at = "2026-01-15T10:30:00Z";

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
  when: "context.flag",
} as const;

const content = {
  name: "SME Onboarding",
  description: "End to end",
  category: "onboarding",
  status: "active",
  version: 2,
  estimatedDurationDays: 5,
  slaHours: 120,
  completion: "auto",
  calendar: "continuous",
} as const;

const template: Template = {
  ...content,
  id: "tmpl_1",
  steps: [step],
  createdBy: "usr_1",
  createdAt: now,
  updatedAt: now,
  addedBy: "usr_2",
  addedAt: now,
  publishedBy: "usr_3",
  publishedAt: now,
  others: [
    {
      ...{ version: 1, status: "archived", name: "Old", category: "sales", steps: [], completion: "manual" },
      ...{ calendar: "continuous", addedBy: "usr_1", addedAt: now },
    },
  ],
};

const listed = { ...content, id: "tmpl_1", createdBy: "usr_1", createdAt: at, updatedAt: at };
const versions = [
  { version: 1, status: "archived", createdBy: "usr_1", createdAt: at },
  { version: 2, status: "active", createdBy: "usr_2", createdAt: at, publishedBy: "usr_3", publishedAt: at },
];

test("an answer says everything of a version and its steps, and nothing else; a list leaves steps and versions out", () => {
  const surplus = { ...template, internalNote: "never shown", steps: [{ ...step, internalNote: "never shown" }] };
  expect(templateReply(surplus, surplus)).toEqual({ ...listed, steps: [step], versions });
  expect(templates.summary(surplus)).toEqual(listed);
});

test("another version is shown as it is itself, under the template's own id and times", () => {
  const [first] = versionsOf(template);
  if (first === undefined) throw new Error("there are two");
  expect(templateReply(template, first)).toEqual({
    ...{ id: "tmpl_1", name: "Old", category: "sales", status: "archived", version: 1, completion: "manual" },
    ...{ calendar: "continuous", createdBy: "usr_1", createdAt: at, updatedAt: at, steps: [], versions },
  });
});

test("a template is read as it was written", () => {
  expect(templates.decode(templates.encode(template), 2)).toEqual(template);
});

test("a template that was kept before there were versions is read with its one version", () => {
  const { id, name, category, steps, createdBy, createdAt, updatedAt } = template;
  const old = { id, name, category, steps, createdBy, createdAt, updatedAt, version: 1 };
  const more = { others: [], completion: "manual", calendar: "continuous", addedBy: createdBy, addedAt: createdAt };
  expect(templates.decode(JSON.stringify({ ...old, status: "draft" }), 1)).toEqual({
    ...old,
    ...more,
    status: "draft",
  });
  const published = { status: "active", publishedBy: createdBy, publishedAt: createdAt };
  expect(templates.decode(JSON.stringify({ ...old, status: "active" }), 1)).toEqual({ ...old, ...more, ...published });
});
