import { formatInstant, instant } from "@omni/kernel";

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type BankClient, bankClient } from "./grpc/bank-client.ts";
import { type RailClock, railClock } from "./rail/rail-clock.ts";
import { startRail, type TestRail } from "./rail/start-rail.ts";
import { expectProblem } from "./rest/expect-problem.ts";
import {
  type EntryData,
  freshId,
  type JourneyData,
  type Listed,
  manualTemplate,
  newJourney,
  timelinePath,
} from "./rest/resources.ts";
import { bodyOf, dataOf, type RestAnswer, type RestClient, tokenOf } from "./rest/rest-client.ts";

interface Life extends JourneyData {
  readonly assigneeId?: string;
  readonly dueAt: string;
  readonly onHold: boolean;
  readonly overdue: boolean;
  readonly steps: readonly { readonly dueAt?: string; readonly overdue: boolean }[];
}

const hour = 3_600_000;
let clock: RailClock;
let rail: TestRail;
let app: RestClient;
let templateId: string;
beforeAll(async () => {
  clock = railClock();
  rail = await startRail({ clock });
  ({ app } = rail.alpha);
  const template = manualTemplate(2, { slaHours: 10 });
  const steps = template.steps.map((step) => ({ ...step, timeoutHours: 4 }));
  templateId = dataOf<{ id: string }>(await app.post("/templates", { ...template, steps }), 201).id;
});
afterAll(() => rail.stop());

async function begin(fields: Readonly<Record<string, unknown>> = {}) {
  const customerId = freshId("cust_");
  const sent = newJourney({ templateId, customerId, assigneeId: "usr_rm_001", ...fields });
  const { id } = dataOf<Life>(await app.post("/journeys", sent), 201);
  const act = (action: string, body: object): Promise<RestAnswer> => app.post(`/journeys/${id}/${action}`, body);
  const pass = (completedStepId: string, advancedBy = "usr_rm_001") =>
    act("advance", { completedStepId, stepOutcome: "passed", advancedBy });
  const read = async () => dataOf<Life>(await app.get(`/journeys/${id}`), 200);
  const isListed = async (filter: string) =>
    bodyOf<Listed<Life>>(await app.get(`/journeys?customerId=${customerId}&${filter}`)).data.length === 1;
  const sentences = async (after: RestAnswer) => {
    const answer = await app.get(timelinePath("customer", customerId), { "omni-consistency": tokenOf(after) });
    return bodyOf<Listed<{ summary: string }>>(answer).data.map(({ summary }) => summary);
  };
  return { act, id, isListed, pass, read, sentences };
}

test("on hold a journey's clocks stand, and go on with the time that was left", async () => {
  const { act, isListed, pass, read, sentences } = await begin();
  const start = clock.now();
  const at = (hours: number) => formatInstant(instant(start + hours * hour));
  clock.advance(3 * hour);
  dataOf(await act("hold", { reason: "The customer is abroad" }), 200);
  clock.advance(20 * hour);
  expect(await read()).toMatchObject({ onHold: true, overdue: false, dueAt: at(10), steps: [{ dueAt: at(4) }, {}] });
  expect([await isListed("overdue=true"), await isListed("overdue=false")]).toEqual([false, true]);
  expectProblem(await pass("step_1"), 409, "journey.on_hold");
  const released = dataOf<Life>(await act("release", { reason: "The customer is back" }), 200);
  expect(released).toMatchObject({ onHold: false, overdue: false, dueAt: at(30), steps: [{ dueAt: at(24) }, {}] });
  clock.advance(hour);
  expect(await read()).toMatchObject({ overdue: false, steps: [{ overdue: true }, {}] });
  clock.advance(6 * hour);
  expect([await isListed("overdue=true"), await isListed("overdue=false")]).toEqual([true, false]);
  expect(await sentences(await act("cancel", { cancellationReason: "It took too long" }))).toEqual([
    "Servicing journey created",
    "Journey put on hold at Step 1",
    `Journey released after 20 hours on hold; now due at ${at(30)}`,
    `Step overdue: Step 1 was due at ${at(24)}`,
    `Journey overdue: it was due at ${at(30)} and is still open`,
    "Journey cancelled at Step 1",
  ]);
});

test("a journey is handed over, taken up and completed by whoever may, and nobody else", async () => {
  const { act, id, pass, read, sentences } = await begin();
  dataOf(await pass("step_1"), 200);
  expectProblem(
    await act("assign", { assigneeId: "usr_rm_002", assignedBy: "usr_credit_001" }),
    403,
    "journey.not_yours",
  );
  // The manager of usr_rm_001 and usr_rm_002.
  dataOf(await act("assign", { assigneeId: "usr_rm_002", assignedBy: "usr_manager_001" }), 200);
  expect(await read()).toMatchObject({ status: "assigned", assigneeId: "usr_rm_002" });
  expectProblem(
    await act("complete", { outcome: "success", completedBy: "usr_manager_001" }),
    403,
    "journey.not_yours",
  );
  expectProblem(await pass("step_2"), 403, "journey.not_yours");
  dataOf(await pass("step_2", "usr_rm_002"), 200);
  const completed = await act("complete", { outcome: "success_with_conditions", completedBy: "usr_rm_002" });
  expect(dataOf<object>(completed, 200)).toMatchObject({
    status: "completed",
    currentStep: null,
    currentStepIndex: 2,
    completedSteps: 2,
    outcome: "success_with_conditions",
    readyToComplete: false,
  });
  expectProblem(await act("hold", { reason: "Too late" }), 409, "journey.closed");
  expect(await sentences(completed)).toEqual([
    "Servicing journey created",
    "Journey advanced: Step 1 passed; next is Step 2",
    "Journey assigned to usr_rm_002 from usr_rm_001",
    "Journey resumed at Step 2",
    "Journey advanced: Step 2 passed; all steps are done",
    "Journey completed successfully, with conditions",
  ]);
  const toldOf = async (userId: string) => {
    const answer = await app.get(timelinePath("user", userId), { "omni-consistency": tokenOf(completed) });
    const entries = bodyOf<Listed<EntryData>>(answer).data.filter(({ metadata }) => metadata["journeyId"] === id);
    return entries.map(({ eventType }) => eventType);
  };
  expect(await toldOf("usr_rm_001")).toEqual(["journey.created", "journey.assigned"]);
  expect(await toldOf("usr_rm_002")).toEqual(["journey.assigned"]);
});

test("a team's journey is claimed by one of its members", async () => {
  const user = { displayName: "Huda Al-Enezi", teams: ["team_sme"] };
  dataOf(await rail.alpha.admin.put("/users/usr_huda", user), 200);
  const { act, pass, read } = await begin({ assigneeId: "team_sme", assigneeType: "team" });
  expectProblem(await act("claim", { claimedBy: "usr_rm_001" }), 403, "journey.not_yours");
  dataOf(await act("claim", { claimedBy: "usr_huda" }), 200);
  expect(await read()).toMatchObject({ status: "created", assigneeId: "usr_huda" });
  expectProblem(await pass("step_1"), 403, "journey.not_yours");
  dataOf(await pass("step_1", "usr_huda"), 200);
});

describe("over gRPC, with the bank's own key", () => {
  let bank: BankClient;
  beforeAll(() => {
    bank = bankClient(rail.rail.grpc["journey"] ?? "", rail.alpha.appKey);
  });
  afterAll(() => bank.close());

  test("the same actions have the same rules", async () => {
    const { id: journeyId, read } = await begin();
    const call = async (method: string, request: object) => {
      const answer = await bank.call("omni.journey.v1.JourneyService", method, { journeyId, ...request });
      return answer.info?.reason ?? answer.reply?.["status"];
    };
    const step = { completedStepId: "step_1", stepOutcome: "passed" };
    expect([
      await call("HoldJourney", {}),
      await call("HoldJourney", { reason: "Abroad" }),
      await call("AdvanceJourney", step),
      await call("ReleaseJourney", { reason: "Back" }),
      await call("AdvanceJourney", step),
      await call("AssignJourney", { assigneeId: "usr_nobody" }),
      await call("AssignJourney", { assigneeId: "usr_rm_002" }),
      await call("ResumeJourney", {}),
      await call("ClaimJourney", { claimedBy: "usr_rm_002" }),
      await call("ResumeJourney", { resumedBy: "usr_rm_002" }),
      await call("CompleteJourney", { outcome: "success", completedBy: "usr_rm_002" }),
      await call("CancelJourney", { cancellationReason: "Withdrawn", cancelledBy: "usr_manager_001" }),
    ]).toEqual([
      "request.invalid",
      "created",
      "journey.on_hold",
      "created",
      "in_progress",
      "user.unknown",
      "assigned",
      "journey.not_yours",
      "journey.not_yours",
      "in_progress",
      "journey.steps_open",
      "cancelled",
    ]);
    expect(await read()).toMatchObject({ status: "cancelled", assigneeId: "usr_rm_002", completedSteps: 1 });
  });
});
