import { accepted, type Clock, formatInstant, instant, refusal } from "@omni/kernel";
import type { Service } from "@omni/platform/lifecycle";
import {
  type AccessServiceDefinition,
  accessService,
  type Caller,
  contextSigner,
  contextVerifier,
  journeyService,
  type PublicRpcOf,
  rpcClient,
  type RpcOf,
  rpcService,
  type RpcService,
  templateService,
} from "@omni/platform/rpc";
import { embeddedServices } from "@omni/testkit/embedded-service";
import { createPublicKey, type KeyObject } from "node:crypto";
import { describe, expect, onTestFinished, test } from "vitest";
import { openJourneyService } from "./service.ts";

const userOf = (id: string) => ({ id, name: "A. User", roles: [], teams: [], kind: "user" }) as const;

/** Stands in for the access service: it exchanges contexts and knows one user besides the actor. */
function accessRpc(contextKey: KeyObject, clock: Clock): RpcService {
  const sign = contextSigner(contextKey);
  const verify = contextVerifier({ publicKeys: [createPublicKey(contextKey)], clock });
  const authenticate: PublicRpcOf<AccessServiceDefinition, "authenticate"> = async (call) => {
    const caller = verify(call.request.context ?? "", undefined);
    return caller.ok ? accepted(call.answer({ context: sign(caller.value, call.request.audience ?? "") })) : caller;
  };
  const getUser: RpcOf<AccessServiceDefinition, "getUser"> = async (call) =>
    call.request.userId === "usr_rm_002" ? accepted(call.answer({ active: true })) : refusal("user.not_found");
  const notHere = async () => refusal("method.unknown");
  return rpcService(accessService, {
    authenticate: { rules: { public: true }, handler: authenticate },
    getUser: { rules: { scope: "users:read" }, handler: getUser },
    putUser: { rules: { scope: "users:write" }, handler: notHere },
    listUsers: { rules: { scope: "users:read" }, handler: notHere },
    readEvents: { rules: { scope: "timeline:read" }, handler: notHere },
  });
}

const allScopes = [
  "journeys:read",
  "journeys:write",
  "templates:read",
  "templates:write",
  "timeline:read",
  "users:read",
];

async function journeyHouse() {
  const embedded = embeddedServices();
  onTestFinished(() => embedded.close());
  const { clock, contextKey, ports } = embedded;
  const idle = { notReady: () => undefined, busTaken: () => true, start: async () => {}, stop: async () => {} };
  embedded.serve({ name: "access", rpc: [accessRpc(contextKey, clock.now)], ...idle });
  const service: Service = await openJourneyService(ports, { developmentTenants: ["tnt_alpha"] });
  embedded.serve(service);
  const sign = contextSigner(contextKey);
  const as = (more: Partial<Caller> = {}) => {
    const caller = { tenantId: "tnt_alpha", zone: "Asia/Riyadh", clientId: "key_app", scopes: allScopes };
    const expiresAt = instant(clock.now() + 5_000);
    return { credential: { context: sign({ ...caller, actor: userOf("usr_rm_001"), expiresAt, ...more }, "journey") } };
  };
  const journeys = rpcClient(journeyService, embedded.transport("journey"));
  return { clock, ports, service, as, journeys, templates: rpcClient(templateService, embedded.transport("journey")) };
}

const sample = { templateId: "tmpl_onboarding_sme", customerId: "ent_customer_456", channel: "web" };

test("the samples run against the development template, with all that they answer", async () => {
  const { as, journeys } = await journeyHouse();
  const context = '{"productType":"murabaha","requestedAmount":{"amount":2000000.00,"currency":"SAR"}}';
  const asked = { ...sample, context: Buffer.from(context), assigneeId: "usr_rm_001", dueAt: "2026-01-25T17:00:00Z" };
  const made = await journeys.createJourney(as(), asked);
  if (!made.ok) throw new Error(made.code);
  const { id = "", createdAt } = made.value.reply;
  expect(made.value.etag).toBe('"1-created"');
  expect(made.value.reply).toMatchObject({
    ...sample,
    status: "created",
    currentStepIndex: 0,
    currentStep: { id: "step_kyc", name: "KYC Verification", type: "kyc_check", status: "pending" },
    totalSteps: 6,
    completedSteps: 0,
    assigneeId: "usr_rm_001",
    assigneeType: "user",
    priority: "normal",
    dueAt: "2026-01-25T17:00:00Z",
    updatedAt: createdAt,
  });
  expect(made.value.reply.context?.toString()).toBe(context);

  const stepData = '{"kycReference":"kyc_ref_001","kycStatus":"verified"}';
  const step = { completedStepId: "step_kyc", stepOutcome: "passed", stepData: Buffer.from(stepData) };
  const moved = await journeys.advanceJourney(as(), { journeyId: id, ...step, advancedBy: "usr_rm_001" });
  expect(moved.ok && moved.value.reply).toMatchObject({
    status: "in_progress",
    currentStepIndex: 1,
    currentStep: { id: "step_docs", name: "Document Collection", type: "document_upload", status: "pending" },
    completedSteps: 1,
    steps: [
      { id: "step_kyc", status: "completed", completedBy: "usr_rm_001", data: Buffer.from(stepData) },
      {},
      {},
      {},
      {},
      {},
    ],
  });
  const read = await journeys.getJourney(as(), { journeyId: id });
  expect(read.ok && read.value.reply).toEqual(moved.ok && moved.value.reply);
});

test("an assignee is looked up in the caller's name", async () => {
  const { as, journeys } = await journeyHouse();
  const assigned = (assigneeId: string, more?: Partial<Caller>) =>
    journeys.createJourney(as(more), { ...sample, assigneeId });
  expect(await assigned("usr_rm_002")).toMatchObject({ ok: true });
  expect(await assigned("usr_9")).toMatchObject({ code: "user.unknown", faults: [{ pointer: "/assigneeId" }] });
  const scopes = ["journeys:write"];
  expect(await assigned("usr_rm_002", { scopes })).toMatchObject({
    code: "scope.missing",
    facts: { scope: "users:read" },
  });
  expect(await assigned("usr_rm_001", { scopes })).toMatchObject({ ok: true });
});

describe("what a credential lacks", () => {
  test("the scope, method by method", async () => {
    const { as, journeys, templates } = await journeyHouse();
    const lacking = as({ scopes: [] });
    const answers = await Promise.all([
      journeys.createJourney(lacking, sample),
      journeys.getJourney(lacking, { journeyId: "jrn_1" }),
      journeys.listJourneys(lacking, {}),
      journeys.advanceJourney(lacking, { journeyId: "jrn_1" }),
      journeys.readEvents(lacking, { aggregateType: "journey", aggregateId: "jrn_1", fromSequence: 1 }),
      templates.createTemplate(lacking, {}),
      templates.getTemplate(lacking, { templateId: "tmpl_1" }),
      templates.listTemplates(lacking, {}),
    ]);
    const asked = answers.map((answer) => (answer.ok ? "answered" : answer.facts["scope"]));
    expect(asked).toEqual([
      "journeys:write",
      "journeys:read",
      "journeys:read",
      "journeys:write",
      "timeline:read",
      "templates:write",
      "templates:read",
      "templates:read",
    ]);
  });

  test("the scope and a user, action by action, before anything is read", async () => {
    const { as, journeys } = await journeyHouse();
    const client = as({ actor: { id: "key_app", roles: [], teams: [], kind: "client" } });
    const actions = [
      ["/advancedBy", journeys.advanceJourney],
      ["/assignedBy", journeys.assignJourney],
      ["/claimedBy", journeys.claimJourney],
      ["/resumedBy", journeys.resumeJourney],
      ["/completedBy", journeys.completeJourney],
      ["/cancelledBy", journeys.cancelJourney],
      ["/heldBy", journeys.holdJourney],
      ["/releasedBy", journeys.releaseJourney],
    ] as const;
    for (const [pointer, act] of actions) {
      expect(await act(as({ scopes: ["journeys:read"] }), {})).toMatchObject({
        code: "scope.missing",
        facts: { scope: "journeys:write" },
      });
      expect(await act(client, {})).toMatchObject({ code: "actor.required", faults: [{ pointer }] });
      const other = { [pointer.slice(1)]: "usr_rm_002" };
      expect(await act(as(), other)).toMatchObject({ code: "actor.mismatch" });
    }
  });

  test("a user: journeys need one, templates do not", async () => {
    const { as, journeys, templates } = await journeyHouse();
    const client = as({ actor: { id: "key_app", roles: [], teams: [], kind: "client" } });
    expect(await journeys.createJourney(client, sample)).toMatchObject({
      code: "actor.required",
      faults: [{ pointer: "/createdBy" }],
    });
    const steps = [{ id: "s1", name: "One", type: "manual", order: 1 }];
    const made = await templates.createTemplate(client, { name: "T", category: "sales", steps });
    expect(made).toMatchObject({ ok: true, value: { reply: { createdBy: "key_app" } } });
  });
});

test("what is committed reaches the bus in order, the development template's publication included", async () => {
  const { as, clock, journeys, ports, service } = await journeyHouse();
  const made = await journeys.createJourney(as(), { ...sample, dueAt: formatInstant(clock.now()) });
  const journeyId = made.ok ? (made.value.reply.id ?? "") : "";
  await journeys.advanceJourney(as(), { journeyId, completedStepId: "step_kyc", stepOutcome: "passed" });
  const arrived: string[] = [];
  const all = Promise.withResolvers<void>();
  const consumer = await ports.bus.consume({
    topics: ["omni.journey.v1"],
    group: "test",
    handler: async (batch) => {
      for (const { key, headers } of batch) arrived.push(`${key} ${headers["ce_type"]}`);
      if (arrived.length === 4) all.resolve();
    },
  });
  await service.start();
  await all.promise;
  await consumer.stop();
  expect(arrived).toEqual([
    "tnt_alpha/tmpl_onboarding_sme omni.template.published",
    `tnt_alpha/${journeyId} omni.journey.created`,
    `tnt_alpha/${journeyId} omni.journey.sla_breached`,
    `tnt_alpha/${journeyId} omni.journey.advanced`,
  ]);
});

test("the sweeper tells what time has brought about, though nobody calls", async () => {
  const { as, clock, journeys, ports, service } = await journeyHouse();
  await journeys.createJourney(as(), sample);
  clock.advance(48 * 3_600_000);
  const late = Promise.withResolvers<void>();
  const consumer = await ports.bus.consume({
    topics: ["omni.journey.v1"],
    group: "test",
    handler: async (batch) => {
      if (batch.some(({ headers }) => headers["ce_type"] === "omni.journey.step_overdue")) late.resolve();
    },
  });
  await service.start();
  await late.promise;
  await consumer.stop();
});
