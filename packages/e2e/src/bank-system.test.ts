import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type BankClient, bankClient, type GrpcAnswer, type Message } from "./grpc/bank-client.ts";
import { startRail, type TestRail } from "./rail/start-rail.ts";
import { freshId, manualTemplate, newJourney } from "./rest/resources.ts";
import { dataOf } from "./rest/rest-client.ts";

// A bank's own system calls the services directly: over the ports that listen, with its own API key, without the gateway.
const journeys = "omni.journey.v1.JourneyService";
const templates = "omni.journey.v1.TemplateService";
const timelines = "omni.timeline.v1.TimelineService";
const users = "omni.access.v1.AccessService";

let rail: TestRail;
const clients: BankClient[] = [];
const client = (service: string, apiKey: string | undefined): BankClient => {
  const made = bankClient(rail.rail.grpc[service] ?? "", apiKey);
  clients.push(made);
  return made;
};
let bank: { readonly journey: BankClient; readonly timeline: BankClient; readonly access: BankClient };
let admin: BankClient;

beforeAll(async () => {
  rail = await startRail();
  const { appKey, adminKey } = rail.alpha;
  bank = { journey: client("journey", appKey), timeline: client("timeline", appKey), access: client("access", appKey) };
  admin = client("journey", adminKey);
});
afterAll(async () => {
  for (const one of clients) one.close();
  await rail.stop();
});

const replyOf = (answer: GrpcAnswer): Message => {
  if (answer.reply === undefined) throw new Error(`${answer.code} ${answer.info?.reason}: ${answer.message}`);
  return answer.reply;
};
const refusalOf = ({ code, info }: GrpcAnswer) => ({ code, reason: info?.reason });
const text = (value: unknown): string => (typeof value === "string" ? value : "");
const create = (fields: Message = {}, metadata: Readonly<Record<string, string>> = {}): Promise<GrpcAnswer> =>
  bank.journey.call(journeys, "CreateJourney", newJourney(fields), metadata);
const pass = (
  journeyId: unknown,
  fields: Message = {},
  metadata: Readonly<Record<string, string>> = {},
): Promise<GrpcAnswer> =>
  bank.journey.call(
    journeys,
    "AdvanceJourney",
    { journeyId, completedStepId: "step_kyc", stepOutcome: "passed", ...fields },
    metadata,
  );

describe("a bank system over gRPC", () => {
  test("creates a journey, moves it, finds it in the list and sees both on the timeline", async () => {
    const customerId = freshId("cust_");
    const context = Buffer.from('{"requestedAmount":{"amount":2000000.50,"currency":"SAR"}}');
    const created = await create({ customerId, context, assigneeId: "usr_rm_001" });
    const { id, context: kept } = replyOf(created);
    expect(Buffer.from(kept as Uint8Array).toString()).toContain("2000000.50");
    expect(created.metadata["omni-etag"]).toBe('"1-created"');
    const moved = await pass(id, {}, { "omni-consistency": created.metadata["omni-consistency"] ?? "" });
    expect(replyOf(moved)).toMatchObject({
      id,
      status: "in_progress",
      currentStep: { id: "step_docs" },
      completedSteps: 1,
    });
    const listed = replyOf(await bank.journey.call(journeys, "ListJourneys", { customerId }));
    expect(listed).toMatchObject({
      journeys: [{ id, status: "in_progress" }],
      pagination: { total: 1, totalIsExact: true },
    });
    const asked = { entityType: "customer", entityId: customerId };
    const seen = { "omni-consistency": moved.metadata["omni-consistency"] ?? "" };
    const shown = replyOf(await bank.timeline.call(timelines, "GetTimeline", asked, seen));
    expect(shown).toMatchObject({ entries: [{ eventType: "journey.created" }, { eventType: "journey.advanced" }] });
  });

  test("what it does over gRPC can be read over REST, with the digits that were sent", async () => {
    const { id } = replyOf(await create({ context: Buffer.from('{"rate":1.10,"id":12345678901234567890}') }));
    const answer = await rail.alpha.app.get(`/journeys/${text(id)}`);
    expect(dataOf<{ id: string }>(answer, 200).id).toBe(id);
    expect(answer.text).toMatch(/"context":\{"id":12345678901234567890,"rate":1\.10\}/);
  });

  test("makes a template and begins journeys on it", async () => {
    const made = replyOf(await bank.journey.call(templates, "CreateTemplate", manualTemplate(2)));
    expect(made).toMatchObject({
      status: "active",
      version: 1,
      steps: [{ id: "step_1", required: true }, { id: "step_2" }],
    });
    expect(replyOf(await create({ templateId: made["id"] }))).toMatchObject({ totalSteps: 2, templateVersion: 1 });
    expect(replyOf(await bank.journey.call(templates, "GetTemplate", { templateId: made["id"] }))).toMatchObject({
      id: made["id"],
    });
  });

  test("gets a refusal with the code of REST, the pointer to the fault and the status that fits", async () => {
    const refused = await create({ channel: "fax", customerId: "a b" });
    expect(refused.code).toBe(3);
    expect(refused.info).toMatchObject({ reason: "request.invalid", domain: "omni" });
    expect(refused.violations.map(({ field }) => field).toSorted()).toEqual(["/channel", "/customerId"]);
    const { id } = replyOf(await create());
    replyOf(await pass(id));
    const again = await pass(id);
    expect(again.info).toMatchObject({ reason: "journey.step_already_completed", metadata: { stepId: "step_kyc" } });
    expect(again.code).toBe(9);
    expect(refusalOf(await pass("jrn_unknown"))).toEqual({ code: 5, reason: "journey.not_found" });
  });

  test("a field that is left out is a fault, never a blank", async () => {
    const refused = await bank.journey.call(journeys, "CreateJourney", {});
    expect(refused.violations.map(({ field }) => field).toSorted()).toEqual(["/channel", "/customerId", "/templateId"]);
    const nothing = await bank.journey.call(journeys, "AdvanceJourney", {});
    expect(nothing.violations.map(({ field }) => field).toSorted()).toEqual(["/completedStepId", "/stepOutcome"]);
  });

  test("an open map that is no JSON object is refused", async () => {
    for (const context of ["[]", "{", '{"__proto__":1}', '"text"', "{} {}"]) {
      const refused = await create({ context: Buffer.from(context) });
      expect(refused.violations.map(({ field }) => field.slice(0, 8))).toEqual(["/context"]);
    }
  });
});

describe("credentials, scopes and actors hold without the gateway", () => {
  test.each([
    ["no credential", {}],
    ["a key that is none", { authorization: "Bearer nonsense" }],
    ["a context of one's own making", { "omni-context": "e30.e30" }],
  ])("%s is unauthenticated", async (_name, metadata) => {
    const stranger = client("journey", undefined);
    const refused = await stranger.call(journeys, "ListJourneys", {}, metadata);
    expect(refusalOf(refused)).toEqual({ code: 16, reason: "credential.invalid" });
  });

  test("a key without the scope is refused", async () => {
    const refused = await bank.access.call(users, "PutUser", { userId: freshId("usr_"), displayName: "Nobody" });
    expect(refusalOf(refused)).toEqual({ code: 7, reason: "scope.missing" });
  });

  test("an actor must be a known user, and stands on the timeline by name", async () => {
    const customerId = freshId("cust_");
    expect(refusalOf(await create({ createdBy: "usr_nobody" }))).toEqual({ code: 9, reason: "user.unknown" });
    const created = await create({ customerId, createdBy: "usr_rm_002" });
    const seen = { "omni-consistency": created.metadata["omni-consistency"] ?? "" };
    const asked = { entityType: "customer", entityId: customerId };
    const shown = replyOf(await bank.timeline.call(timelines, "GetTimeline", asked, seen));
    expect(shown).toMatchObject({ entries: [{ actorId: "usr_rm_002", actorName: "Noura Al-Harbi" }] });
  });

  test("a key without a user must name who acts on a journey, and may act itself on a template", async () => {
    const nameless = await admin.call(journeys, "CreateJourney", newJourney());
    expect(refusalOf(nameless)).toEqual({ code: 3, reason: "actor.required" });
    expect(replyOf(await admin.call(journeys, "CreateJourney", newJourney({ createdBy: "usr_rm_001" })))).toMatchObject(
      { createdBy: "usr_rm_001" },
    );
    const made = replyOf(await admin.call(templates, "CreateTemplate", manualTemplate(1)));
    expect(text(made["createdBy"])).toMatch(/^key_/);
  });

  test("a journey of somebody else is not moved", async () => {
    const { id } = replyOf(await create({ assigneeId: "usr_rm_002" }));
    expect(refusalOf(await pass(id, { advancedBy: "usr_rm_001" }))).toEqual({ code: 7, reason: "journey.not_yours" });
    expect(replyOf(await pass(id, { advancedBy: "usr_rm_002" }))).toMatchObject({ completedSteps: 1 });
  });
});

describe("what travels beside a call", () => {
  test("an idempotency key makes one effect of two calls", async () => {
    const customerId = freshId("cust_");
    const key = { "idempotency-key": freshId("key-") };
    const first = await create({ customerId }, key);
    const second = await create({ customerId }, key);
    expect(second.reply).toEqual(first.reply);
    expect([first, second].map(({ metadata }) => metadata["idempotency-replayed"])).toEqual([undefined, "true"]);
    expect(refusalOf(await create({ customerId: freshId("cust_") }, key))).toEqual({
      code: 9,
      reason: "idempotency.key_reused",
    });
    expect(refusalOf(await create({}, { "idempotency-key": "two words" }))).toEqual({
      code: 3,
      reason: "idempotency.key_invalid",
    });
  });

  test("if-match keeps one writer from overwriting another", async () => {
    const created = await create();
    const { id } = replyOf(created);
    const etag = created.metadata["omni-etag"] ?? "";
    replyOf(await pass(id, {}, { "if-match": etag }));
    const late = await pass(id, { completedStepId: "step_docs", stepOutcome: "failed" }, { "if-match": etag });
    expect(refusalOf(late)).toEqual({ code: 10, reason: "precondition.failed" });
  });

  test("a consistency token that was forged is refused", async () => {
    const created = await create();
    const token = created.metadata["omni-consistency"] ?? "";
    const forged = { "omni-consistency": `${token.slice(0, -2)}${token.endsWith("AA") ? "BB" : "AA"}` };
    const refused = await bank.timeline.call(
      timelines,
      "GetTimeline",
      { entityType: "customer", entityId: "x" },
      forged,
    );
    expect(refusalOf(refused)).toEqual({ code: 3, reason: "consistency.invalid" });
  });

  test("its own request id comes back", async () => {
    const answer = await create({}, { "x-request-id": "bank-4711" });
    expect(answer.metadata["x-request-id"]).toBe("bank-4711");
    const refused = await pass("jrn_unknown", {}, { "x-request-id": "bank-4712" });
    expect(refused.metadata["x-request-id"]).toBe("bank-4712");
  });
});

describe("the health service", () => {
  test.each(["access", "journey", "timeline"])("%s serves, and says so to anybody", async (service) => {
    const anybody = client(service, undefined);
    expect(await anybody.call("grpc.health.v1.Health", "Check", {})).toMatchObject({
      code: 0,
      reply: { status: "SERVING" },
    });
    expect(await anybody.call("grpc.health.v1.Health", "Check", { service: "no.such.Service" })).toMatchObject({
      code: 5,
    });
  });
});
