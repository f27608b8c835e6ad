import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startRail, type TestRail } from "./rail/start-rail.ts";
import { expectProblem } from "./rest/expect-problem.ts";
import { freshId, type JourneyData, type Listed, newJourney, timelinePath } from "./rest/resources.ts";
import { bodyOf, dataOf, problemOf, type RestAnswer, type RestClient, tokenOf } from "./rest/rest-client.ts";

// What a caller tries that cannot be: each has its code, and leaves the journey as it was.

let rail: TestRail;
let app: RestClient;
beforeAll(async () => {
  rail = await startRail();
  ({ app } = rail.alpha);
  const steps = [
    { id: "kyc", type: "kyc_check", evidenceRequired: true },
    { id: "docs", type: "document_upload", documentsRequired: ["trade_license", "vat_certificate"] },
    { id: "visit", type: "manual", required: false },
    { id: "credit", type: "approval" },
  ].map((step, index) => ({ ...step, name: step.id, order: index + 1 }));
  const template = { id: "tmpl_refusals", name: "Refusals", category: "servicing", steps };
  dataOf(await app.post("/templates", template), 201);
});
afterAll(() => rail.stop());

const passed = [
  { completedStepId: "kyc", stepOutcome: "passed", stepData: { kycStatus: "verified" } },
  { completedStepId: "docs", stepOutcome: "passed", stepData: { documents: ["vat_certificate", "trade_license"] } },
  { completedStepId: "visit", stepOutcome: "skipped" },
] as const;

/** A journey of which the first steps are done. */
async function begin(done: number, fields: Readonly<Record<string, unknown>> = {}) {
  const { id } = dataOf<JourneyData>(
    await app.post("/journeys", newJourney({ templateId: "tmpl_refusals", ...fields })),
    201,
  );
  const act = (action: string, body: object = {}): Promise<RestAnswer> => app.post(`/journeys/${id}/${action}`, body);
  const read = async (): Promise<string> => (await app.get(`/journeys/${id}`)).text;
  for (const step of passed.slice(0, done)) dataOf(await act("advance", step), 200);
  return { act, id, read };
}

describe("an outcome that does not fit the step is refused", () => {
  test.each([
    [0, "kyc", "passed", undefined, 422, "journey.evidence_required", ["/stepData/kycStatus"]],
    [0, "kyc", "passed", { kycStatus: "rejected" }, 422, "journey.kyc_not_verified", ["/stepData/kycStatus"]],
    [0, "kyc", "skipped", undefined, 422, "journey.step_required", undefined],
    [0, "kyc", "waived", undefined, 409, "journey.approval_required", undefined],
    [0, "kyc", "completed", undefined, 400, "request.invalid", ["/stepOutcome"]],
    [0, "docs", "passed", undefined, 409, "journey.step_mismatch", undefined],
    [0, "nothing", "passed", undefined, 422, "journey.step_unknown", ["/completedStepId"]],
    [1, "kyc", "passed", { kycStatus: "verified" }, 409, "journey.step_already_completed", undefined],
    [1, "docs", "passed", undefined, 422, "journey.documents_missing", ["/stepData/documents", "/stepData/documents"]],
    [3, "credit", "passed", { approved: true }, 409, "journey.approval_required", undefined],
  ])("%d done, then %s %s with %j: %d %s", async (done, stepId, outcome, stepData, status, code, pointers) => {
    const { act, read } = await begin(done);
    const before = await read();
    const asked = { completedStepId: stepId, stepOutcome: outcome, stepData };
    expectProblem(await act("advance", asked), status, code, pointers);
    expect(await read()).toBe(before);
  });

  test("a step that is not the current one is told which is", async () => {
    const { act } = await begin(1);
    const answer = await act("advance", passed[2]);
    expectProblem(answer, 409, "journey.step_mismatch");
    expect(problemOf(answer)).toMatchObject({ currentStepId: "docs", detail: "The current step is docs." });
  });

  test.each(["failed", "cancelled", "SUCCESS", ""])("and %j is no way to complete", async (outcome) => {
    const { act } = await begin(0);
    expectProblem(await act("complete", { outcome }), 400, "request.invalid", ["/outcome"]);
  });

  test("an end that is too early names what is open", async () => {
    const { act } = await begin(3);
    const answer = await act("complete", { outcome: "success" });
    expectProblem(answer, 409, "journey.steps_open");
    expect(problemOf(answer)).toMatchObject({ openStepIds: "credit", openSteps: "1" });
  });
});

describe("documents", () => {
  test("that a template asks for twice are refused at the second", async () => {
    const step = { id: "docs", name: "Documents", type: "document_upload", order: 1 };
    const steps = [{ ...step, documentsRequired: ["trade_license", "vat_certificate", "trade_license"] }];
    const answer = await app.post("/templates", { name: "Twice", category: "sales", steps });
    expectProblem(answer, 400, "request.invalid", ["/steps/0/documentsRequired/2"]);
  });

  test("that are named twice do not stand for those that are missing; two sheets of one document are no fault", async () => {
    const { act } = await begin(1);
    const send = (documents: readonly unknown[]) =>
      act("advance", { completedStepId: "docs", stepOutcome: "passed", stepData: { documents } });
    const answer = await send(["trade_license", "trade_license"]);
    expectProblem(answer, 422, "journey.documents_missing", ["/stepData/documents"]);
    expect(problemOf(answer)).toMatchObject({ missing: "vat_certificate" });
    const sheets = [1, 2].map((sheet) => ({ type: "trade_license", sheet }));
    dataOf(await send([...sheets, "vat_certificate"]), 200);
  });
});

describe("a due time", () => {
  test("in the past is no fault: the journey is overdue at once, and is told to be so once, after its creation", async () => {
    const customerId = freshId("cust_");
    const asked = newJourney({ templateId: "tmpl_refusals", customerId, dueAt: "2024-01-15T10:30:00Z" });
    const created = await app.post("/journeys", asked);
    expect(dataOf<object>(created, 201)).toMatchObject({ overdue: true, dueAt: "2024-01-15T10:30:00Z" });
    const listed = async (overdue: boolean) =>
      bodyOf<Listed<object>>(await app.get(`/journeys?customerId=${customerId}&overdue=${overdue}`)).data.length;
    expect([await listed(true), await listed(false)]).toEqual([1, 0]);
    const cancelled = await app.post(`/journeys/${dataOf<JourneyData>(created, 201).id}/cancel`, {
      cancellationReason: "Too late",
    });
    const told = await app.get(timelinePath("customer", customerId), { "omni-consistency": tokenOf(cancelled) });
    expect(bodyOf<Listed<{ eventType: string }>>(told).data.map(({ eventType }) => eventType)).toEqual([
      "journey.created",
      "journey.sla_breached",
      "journey.cancelled",
    ]);
  });

  test.each(["9999-12-31T23:59:59Z", "2200-01-01T00:00:00Z", "0001-01-01T00:00:00Z"])(
    "that nobody can mean is refused: %s",
    async (dueAt) => {
      expectProblem(await app.post("/journeys", newJourney({ dueAt })), 400, "request.invalid", ["/dueAt"]);
    },
  );
});

const reason = "As agreed";
/** Every command with what it needs, and with the field that names who sends it. */
const commands = [
  ["advance", passed[1], "advancedBy"],
  ["assign", { assigneeId: "usr_credit_001" }, "assignedBy"],
  ["claim", {}, "claimedBy"],
  ["resume", {}, "resumedBy"],
  ["complete", { outcome: "success" }, "completedBy"],
  ["hold", { reason }, "heldBy"],
  ["release", { reason }, "releasedBy"],
  ["cancel", { cancellationReason: reason }, "cancelledBy"],
] as const;

test("a held journey refuses everything but its release and its end, another hold among them", async () => {
  const { act, read } = await begin(1);
  dataOf(await act("hold", { reason }), 200);
  const before = await read();
  for (const [action, body] of commands.filter(([name]) => name !== "release" && name !== "cancel")) {
    expectProblem(await act(action, body), 409, "journey.on_hold");
  }
  expect(await read()).toBe(before);
  dataOf(await act("release", { reason }), 200);
  expectProblem(await act("release", { reason }), 409, "journey.not_on_hold");
});

test.each([
  ["user", "usr_rm_002"],
  ["team", "team_corporate"],
])("a stranger can do nothing with the journey of a %s: he cannot even claim it", async (assigneeType, assigneeId) => {
  const { act, read } = await begin(1);
  dataOf(await act("assign", { assigneeType, assigneeId }), 200);
  const before = await read();
  for (const [action, body, by] of commands) {
    expectProblem(await act(action, { ...body, [by]: "usr_credit_001" }), 403, "journey.not_yours");
  }
  expect(await read()).toBe(before);
});

test.each([
  ["cancelled", { cancellationReason: reason }],
  ["completed", { outcome: "success" }],
])("a journey that is %s refuses everything, whoever asks", async (status, body) => {
  const template = { name: "One", category: "sales", steps: [{ id: "docs", name: "D", type: "form", order: 1 }] };
  const { id: templateId } = dataOf<{ id: string }>(await app.post("/templates", template), 201);
  const { id } = dataOf<JourneyData>(await app.post("/journeys", newJourney({ templateId })), 201);
  const act = (action: string, sent: object) => app.post(`/journeys/${id}/${action}`, sent);
  dataOf(await act("advance", { completedStepId: "docs", stepOutcome: "passed" }), 200);
  dataOf(await act(status === "completed" ? "complete" : "cancel", body), 200);
  for (const [action, sent, by] of commands) {
    const answer = await act(action, { ...sent, [by]: "usr_credit_001" });
    expectProblem(answer, 409, "journey.closed");
    expect(problemOf(answer)).toMatchObject({ journeyStatus: status });
  }
});
