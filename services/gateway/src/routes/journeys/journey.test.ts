import type { Journey } from "@omni/proto/generated/omni/journey/v1/Journey";
import { expect, test } from "vitest";
import { writeJson } from "../../json-writer.ts";
import { addUnknown } from "../../testing/add-unknown.ts";
import { toJourney, toListedJourney } from "./journey.ts";
import { journeySchema } from "./journey-schema.ts";

const at = "2026-01-15T10:30:00Z";
const step: Journey["steps"][number] = {
  id: "step_kyc",
  name: "KYC",
  type: "kyc_check",
  order: 1,
  required: true,
  status: "passed",
  timeoutHours: 48,
  documentsRequired: ["trade_license"],
  approvalRoleRequired: "credit_analyst",
  evidenceRequired: true,
  enteredAt: at,
  dueAt: at,
  overdue: true,
  completedAt: at,
  completedBy: "usr_1",
  data: Buffer.from('{"n":1.50}'),
  attempts: [{ outcome: "failed", at, by: "usr_1", data: Buffer.from("{}") }],
  when: "channel == 'web'",
};
const full: Journey = {
  id: "jrn_1",
  status: "in_progress",
  templateId: "tmpl_1",
  templateVersion: 1,
  customerId: "ent_1",
  channel: "web",
  currentStepIndex: 1,
  currentStep: { id: "step_docs", name: "Docs", type: "document_upload", status: "pending" },
  totalSteps: 2,
  completedSteps: 1,
  assigneeId: "usr_1",
  assigneeType: "user",
  priority: "normal",
  dueAt: at,
  overdue: true,
  onHold: true,
  readyToComplete: true,
  outcome: "success",
  relatedTo: [{ type: "contract", id: "ctr_1" }],
  createdBy: "usr_1",
  createdAt: at,
  updatedAt: at,
  steps: [step],
  context: Buffer.from('{"amount":2000000.00}'),
  remarks: [{ action: "held", by: "usr_1", at, text: "Abroad" }],
};
const empty: Journey = { relatedTo: [], steps: [], remarks: [] };
const written = (value: ReturnType<typeof toListedJourney>) => JSON.parse(writeJson(value)) as Record<string, unknown>;

test("every field of the document is mapped", () => {
  const journey = written(toJourney(full));
  expect(Object.keys(journey).toSorted()).toEqual(Object.keys(journeySchema.shape).toSorted());
  expect(journeySchema.parse(journey)).toEqual(journey);
  expect(journey).toMatchObject({
    ...full,
    context: { amount: 2_000_000 },
    steps: [{ ...step, data: { n: 1.5 }, attempts: [{ data: {} }] }],
  });
});

test("an unknown field of a reply never gets out, however deep", () => {
  expect(writeJson(toJourney(addUnknown(full)))).toBe(writeJson(toJourney(full)));
  expect(writeJson(toListedJourney(addUnknown(full)))).toBe(writeJson(toListedJourney(full)));
});

test("open maps leave with the digits that were sent", () => {
  expect(writeJson(toJourney(full))).toContain('"data":{"n":1.50}');
  expect(writeJson(toJourney(full))).toContain('"context":{"amount":2000000.00}');
});

test.each(["steps", "context", "remarks"])("a list leaves out %s", (name) => {
  expect(written(toListedJourney(full))).not.toHaveProperty(name);
});

test("what a reply leaves out is 0, false or empty where a journey always has it, and absent elsewhere", () => {
  expect(written(toJourney(empty))).toEqual({
    id: "",
    status: "",
    templateId: "",
    templateVersion: 0,
    customerId: "",
    channel: "",
    currentStepIndex: 0,
    currentStep: null,
    totalSteps: 0,
    completedSteps: 0,
    priority: "",
    overdue: false,
    onHold: false,
    readyToComplete: false,
    createdBy: "",
    createdAt: "",
    updatedAt: "",
    steps: [],
  });
});

test("after the last step the current one is null", () => {
  const { currentStep: _last, ...done } = full;
  expect(written(toJourney(done))).toMatchObject({ currentStep: null });
});

test("a step's flags are false and its lists left out or empty when the reply has none", () => {
  const bare = { documentsRequired: [], attempts: [] };
  expect(written(toJourney({ ...full, steps: [bare] }))["steps"]).toEqual([
    {
      id: "",
      name: "",
      type: "",
      order: 0,
      required: false,
      status: "",
      evidenceRequired: false,
      overdue: false,
      attempts: [],
    },
  ]);
});
