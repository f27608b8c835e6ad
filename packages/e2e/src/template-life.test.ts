import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type BankClient, bankClient } from "./grpc/bank-client.ts";
import { startRail, type TestRail } from "./rail/start-rail.ts";
import { expectProblem } from "./rest/expect-problem.ts";
import { freshId, type JourneyData, type Listed, manualTemplate, newJourney } from "./rest/resources.ts";
import { bodyOf, dataOf, problemOf, type RestAnswer, type RestClient } from "./rest/rest-client.ts";

interface TemplateData {
  readonly id: string;
  readonly version: number;
  readonly status: string;
  readonly createdBy: string;
  readonly completion: string;
  readonly steps: readonly { readonly id: string; readonly when?: string }[];
  readonly versions: readonly { readonly version: number; readonly status: string; readonly publishedBy?: string }[];
}

interface Begun extends JourneyData {
  readonly templateVersion: number;
  readonly steps: readonly { readonly id: string; readonly status: string }[];
}

let rail: TestRail;
let app: RestClient;
beforeAll(async () => {
  rail = await startRail();
  ({ app } = rail.alpha);
});
afterAll(() => rail.stop());

async function made(fields: Readonly<Record<string, unknown>> = {}) {
  const { id } = dataOf<TemplateData>(await app.post("/templates", manualTemplate(1, fields)), 201);
  const path = `/templates/${id}`;
  const act = (action: string, body?: object, headers?: Readonly<Record<string, string>>): Promise<RestAnswer> =>
    app.send("POST", `${path}/${action}`, { ...(body && { body }), ...(headers && { headers }) });
  const add = async (steps: number, more: object = {}) =>
    dataOf<TemplateData>(await act("versions", { steps: manualTemplate(steps).steps, ...more }), 201);
  const read = async (version = "") => dataOf<TemplateData>(await app.get(`${path}${version}`), 200);
  const begin = (more: object = {}) =>
    app.post("/journeys", newJourney({ templateId: id, customerId: freshId("cust_"), ...more }));
  return { act, add, begin, id, path, read };
}

describe("versions", () => {
  test("are added as drafts, read by number, published without a body, and pinned by journeys", async () => {
    const { act, begin, id, path, read } = await made();
    const first = dataOf<Begun>(await begin(), 201);
    const added = await act("versions", { steps: manualTemplate(2).steps, completion: "auto" });
    expect(dataOf<TemplateData>(added, 201)).toMatchObject({ id, version: 2, status: "draft", completion: "auto" });
    expect(added.headers.get("location")).toBe(`/api/v1/omni${path}?version=2`);
    expect(await read()).toMatchObject({
      version: 1,
      status: "active",
      versions: [{}, { version: 2, status: "draft" }],
    });
    expect((await read("?version=2")).steps).toHaveLength(2);
    const published = dataOf<TemplateData>(await act("publish"), 200);
    expect(published).toMatchObject({ version: 2, status: "active" });
    expect(published.versions).toMatchObject([{ status: "archived" }, { publishedBy: "usr_rm_001" }]);
    expect(dataOf<Begun>(await begin(), 201)).toMatchObject({ templateVersion: 2, totalSteps: 2 });
    const kept = dataOf<Begun>(await app.get(`/journeys/${first.id}`), 200);
    expect(kept).toMatchObject({ templateVersion: 1, totalSteps: 1 });
  });

  test("end with the template: running journeys finish, a new one is refused", async () => {
    const { act, begin, id } = await made({ completion: "auto" });
    const journey = dataOf<Begun>(await begin(), 201);
    expect(dataOf<TemplateData>(await act("archive", {}), 200)).toMatchObject({ version: 1, status: "archived" });
    expectProblem(await begin(), 409, "template.not_active");
    for (const [action, body] of [["archive"], ["publish"], ["versions", manualTemplate(1)]] as const) {
      expectProblem(await act(action, body), 409, "template.archived");
    }
    const passed = { completedStepId: "step_1", stepOutcome: "passed" };
    const ended = dataOf<Begun>(await app.post(`/journeys/${journey.id}/advance`, passed), 200);
    expect(ended).toMatchObject({ status: "completed", currentStep: null });
    const listed = async (status: string) =>
      bodyOf<Listed<TemplateData>>(await app.get(`/templates?status=${status}&perPage=100`)).data.map((one) => one.id);
    expect(await listed("archived")).toContain(id);
    expect(await listed("active")).not.toContain(id);
  });

  test("are bound by If-Match, and an Idempotency-Key adds one", async () => {
    const { act, path, read } = await made();
    const etag = (await app.get(path)).headers.get("etag") ?? "";
    const key = { "idempotency-key": freshId("key-") };
    const body = { steps: manualTemplate(2).steps };
    const [one, other] = [await act("versions", body, key), await act("versions", body, key)];
    expect(other.text).toBe(one.text);
    expect([other.status, other.headers.get("idempotency-replayed")]).toEqual([201, "true"]);
    expectProblem(await act("publish", {}, { "if-match": etag }), 412, "precondition.failed");
    expect((await read()).versions).toHaveLength(2);
  });

  test("that there are not are refused", async () => {
    const { act, path } = await made();
    expectProblem(await app.get(`${path}?version=2`), 404, "template.version_not_found");
    expectProblem(await app.get(`${path}?version=0`), 400, "request.invalid", ["?version"]);
    expectProblem(await act("publish"), 409, "template.nothing_to_publish");
    expectProblem(await act("publish", { version: 2 }), 422, "template.version_unknown", ["/version"]);
    expectProblem(await act("publish", { version: 0 }), 400, "request.invalid", ["/version"]);
    expectProblem(await app.post("/templates/tmpl_unknown/publish", {}), 404, "template.not_found");
  });
});

describe("a condition", () => {
  const steps = [
    { id: "intake", name: "Intake", type: "form", order: 1 },
    { id: "credit", name: "Credit", type: "manual", order: 2, when: "context.amount.amount >= 1000000" },
    {
      id: "visit",
      name: "Visit",
      type: "manual",
      order: 3,
      when: 'steps.intake.data.visit == "yes" && channel != "web"',
    },
    { id: "end", name: "End", type: "manual", order: 4 },
  ];

  test.each([
    [{ amount: 2_000_000, currency: "SAR" }, "branch", "yes", "credit"],
    [{ amount: 5, currency: "SAR" }, "branch", "yes", "visit"],
    [{ amount: 5, currency: "SAR" }, "web", "yes", "end"],
    [{ currency: "SAR" }, "web", "no", "credit"],
  ])("is judged when its step is reached: %j, %s, %s: %s", async (amount, channel, visit, next) => {
    const { begin } = await made({ steps });
    const { id } = dataOf<Begun>(await begin({ channel, context: { amount } }), 201);
    const passed = { completedStepId: "intake", stepOutcome: "passed", stepData: { visit } };
    const journey = dataOf<Begun>(await app.post(`/journeys/${id}/advance`, passed), 200);
    expect(journey.currentStep?.id).toBe(next);
    const before = journey.steps.slice(1, journey.currentStepIndex).map(({ status }) => status);
    expect(before.every((status) => status === "skipped")).toBe(true);
    expect(journey.completedSteps).toBe(1);
  });

  test("comes back as it was written, by gRPC as well", async () => {
    const { id, read } = await made({ steps });
    expect((await read()).steps.map(({ when }) => when)).toEqual(steps.map(({ when }) => when));
    const bank: BankClient = bankClient(rail.rail.grpc["journey"] ?? "", rail.alpha.appKey);
    try {
      const answer = await bank.call("omni.journey.v1.TemplateService", "GetTemplate", { templateId: id });
      expect(answer.reply).toMatchObject({
        steps: steps.map(({ id: stepId, when }) => ({ id: stepId, ...(when && { when }) })),
      });
    } finally {
      bank.close();
    }
  });

  test.each([
    ["context.amount >=", "At position 18: Unexpected token: EOF."],
    ['context.name.matches("(a+)+$")', "At position 14: matches is not available in a condition."],
    ["amount > 5", "At position 1: amount is not known."],
    ["steps.end.data.x == 1", "At position 11: end is not the id of a step before this one."],
    [`true${" ".repeat(2_000)}`, "Must have at most 2000 characters."],
  ])("that is none is refused with its place: %.40s", async (when, detail) => {
    const answer = await app.post(
      "/templates",
      manualTemplate(1, { steps: [steps[0], { ...steps[1], when }, steps[3]] }),
    );
    expectProblem(answer, 400, "request.invalid", ["/steps/1/when"]);
    expect(problemOf(answer).errors).toMatchObject([{ detail }]);
  });
});
