import { afterAll, beforeAll, expect, test } from "vitest";
import { startRail, type TestRail } from "./rail/start-rail.ts";
import { expectProblem } from "./rest/expect-problem.ts";
import { createJourney, type Listed, manualTemplate, newJourney, timelinePath } from "./rest/resources.ts";
import { bodyOf, type RestClient } from "./rest/rest-client.ts";

// Well-formed requests with values that no bank can mean: each is refused where it stands, and nothing comes of it.
let rail: TestRail;
let app: RestClient;
let journeyId: string;
beforeAll(async () => {
  rail = await startRail();
  ({ app } = rail.alpha);
  journeyId = (await createJourney(app)).id;
});
afterAll(async () => {
  const totals = await Promise.all(
    ["/journeys", "/templates"].map(async (path) => bodyOf<Listed<unknown>>(await app.get(path)).pagination.total),
  );
  await rail.stop();
  // The journey above and the development template.
  expect(totals).toEqual([1, 1]);
});

test.each([
  "2024-02-30T00:00:00Z",
  "2024-01-15",
  "2024-01-15T10:30:00",
  "1969-12-31T23:59:59Z",
  "2200-01-01T00:00:00Z",
  "9999999-01-01T00:00:00Z",
  "tomorrow",
  "2024-01-15T24:00:00Z",
  "2024-01-15T10:30:60Z",
])("the due time %s is refused", async (dueAt) => {
  expectProblem(await app.post("/journeys", newJourney({ dueAt })), 400, "request.invalid", ["/dueAt"]);
});

test.each(["fromDate=2024-02-30", "toDate=yesterday", "fromDate=0001-01-01", "toDate=2024-13-01T00:00:00Z"])(
  "the timeline from or to %s is refused",
  async (asked) => {
    const answer = await app.get(timelinePath("customer", "c", `&${asked}`));
    expectProblem(answer, 400, "request.invalid", [`?${asked.split("=")[0]}`]);
  },
);

test.each([0, -1, 1.5, 1e9, 1e300])("a step that takes %d hours is refused", async (timeoutHours) => {
  const [step] = manualTemplate(1).steps;
  const answer = await app.post("/templates", { ...manualTemplate(1), steps: [{ ...step, timeoutHours }] });
  expectProblem(answer, 400, "request.invalid", ["/steps/0/timeoutHours"]);
});

test.each(["", " ", "a b", "a/b", "../etc", "x".repeat(129), "ü", "a\u0000b"])(
  "the customer id %j is refused",
  async (customerId) => {
    expectProblem(await app.post("/journeys", newJourney({ customerId })), 400, "request.invalid");
  },
);

test.each([
  ["fax", "/channel", newJourney({ channel: "fax" })],
  ["urgently", "/priority", newJourney({ priority: "urgently" })],
  ["Web", "/channel", newJourney({ channel: "Web" })],
])("the unknown word %s is refused at %s", async (_word, pointer, body) => {
  expectProblem(await app.post("/journeys", body), 400, "request.invalid", [pointer]);
});

test.each([
  ["assign", "/assigneeId", { assigneeId: "two words" }],
  ["assign", "/assigneeType", { assigneeId: "usr_rm_002", assigneeType: "role" }],
  ["assign", "/reason", { assigneeId: "usr_rm_002", reason: " " }],
  ["assign", "/notifyAssignee", { assigneeId: "usr_rm_002", notifyAssignee: "yes" }],
  ["assign", "/onBehalfOf", { assigneeId: "usr_rm_002", onBehalfOf: "usr_manager_001" }],
  ["complete", "/outcome", { outcome: "failed" }],
  ["complete", "/outcome", {}],
  ["complete", "/completionNotes", { outcome: "success", completionNotes: "" }],
  ["cancel", "/cancellationReason", { cancellationReason: "" }],
  ["cancel", "/delegationId", { cancellationReason: "As agreed", delegationId: "del_1" }],
  ["hold", "/reason", { reason: 17 }],
  ["release", "/reason", { reason: "\n" }],
  ["claim", "/claimedBy", { claimedBy: "" }],
  ["resume", "/colour", { colour: "red" }],
] as const)("what cannot be meant by %s at %s is refused", async (action, pointer, body) => {
  expectProblem(await app.post(`/journeys/${journeyId}/${action}`, body), 400, "request.invalid", [pointer]);
});

test("an action that cannot be is refused with its code, and nothing comes of it", async () => {
  const post = (action: string, body: object = {}) => app.post(`/journeys/${journeyId}/${action}`, body);
  const before = (await app.get(`/journeys/${journeyId}`)).text;
  expectProblem(await post("assign", { assigneeId: "usr_nobody" }), 422, "user.unknown", ["/assigneeId"]);
  expectProblem(await post("complete", { outcome: "success" }), 409, "journey.steps_open");
  expectProblem(await post("resume"), 409, "journey.wrong_status");
  expectProblem(await post("release", { reason: "As agreed" }), 409, "journey.not_on_hold");
  expectProblem(await app.post("/journeys/jrn_unknown/cancel", { cancellationReason: "x" }), 404, "journey.not_found");
  expect((await app.get(`/journeys/${journeyId}`)).text).toBe(before);
});

test("what is too large in part is 422, and says where", async () => {
  const context = Object.fromEntries(Array.from({ length: 27 }, (_, index) => [`part${index}`, "x".repeat(10_000)]));
  expectProblem(await app.post("/journeys", newJourney({ context })), 422, "request.too_large", ["/context"]);
  const stepData = Object.fromEntries(Array.from({ length: 7 }, (_, index) => [`part${index}`, "x".repeat(10_000)]));
  const advance = { completedStepId: "step_kyc", stepOutcome: "failed", stepData };
  expectProblem(await app.post(`/journeys/${journeyId}/advance`, advance), 422, "request.too_large", ["/stepData"]);
  expectProblem(await app.post("/templates", manualTemplate(101)), 422, "request.too_large", ["/steps"]);
});

test("steps with one id or one order, or none that is required, are refused", async () => {
  const [step] = manualTemplate(1).steps;
  const post = (steps: readonly unknown[]) => app.post("/templates", { ...manualTemplate(1), steps });
  expectProblem(await post([step, { ...step, order: 2 }]), 400, "request.invalid", ["/steps/1/id"]);
  expectProblem(await post([step, { ...step, id: "other" }]), 400, "request.invalid", ["/steps/1/order"]);
  expectProblem(await post([{ ...step, required: false }]), 400, "request.invalid", ["/steps"]);
  expectProblem(await post([]), 400, "request.invalid", ["/steps"]);
});
