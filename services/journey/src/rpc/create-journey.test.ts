import { type JsonText, refusal } from "@omni/kernel";
import { replyOf } from "@omni/testkit/calls";
import { describe, expect, test } from "vitest";
import { callWith, openForTests, plainTemplate } from "../testing/open-for-tests.ts";
import { createJourneyRpc } from "./create-journey.ts";
import { createTemplateRpc } from "./create-template.ts";

const asked = { templateId: "tmpl_1", customerId: "ent_customer_456", channel: "web", relatedTo: [] };

async function opened(status = "active") {
  const open = openForTests();
  await createTemplateRpc(open.deps)(callWith(plainTemplate(2, { id: "tmpl_1", status })));
  return { ...open, create: createJourneyRpc(open.deps) };
}

test("a journey is answered whole, with its ETag and what the caller may read back", async () => {
  const { create } = await opened();
  const made = await create(callWith({ ...asked, context: Buffer.from('{"b":1.50,"a":{"$x":1}}') }));
  expect(made).toMatchObject({ ok: true, value: { etag: '"1-created"' } });
  const reply = made.ok ? replyOf(made.value) : {};
  expect(reply).toMatchObject({ status: "created", currentStepIndex: 0, totalSteps: 2, templateVersion: 1 });
  expect(reply.id).toMatch(/^jrn_[0-9a-z]{26}$/);
});

test("an open map keeps its keys and the digits of its numbers", async () => {
  const { create, deps } = await opened();
  const context = Buffer.from('{"b":1.50,"a":{"$x":12345678901234567890}}');
  const made = await create(callWith({ ...asked, context }));
  const id = made.ok ? (replyOf(made.value).id ?? "") : "";
  const kept = await deps.journeys.load({ tenantId: "tnt_alpha" }, id);
  expect(kept?.context).toBe('{"a":{"$x":12345678901234567890},"b":1.50}' as JsonText);
});

test("bytes that are not UTF-8 are refused instead of altered", async () => {
  const { create } = await opened();
  const made = await create(callWith({ ...asked, context: Buffer.from('{"a":"\xff"}', "latin1") }));
  expect(made).toMatchObject({ code: "request.invalid", faults: [{ pointer: "/context" }] });
});

test("a due time in the past makes the journey overdue at once, its creation told first", async () => {
  const { create, store } = await opened();
  const made = await create(callWith({ ...asked, dueAt: "2020-01-01T00:00:00Z" }));
  const reply = made.ok ? replyOf(made.value) : {};
  expect(reply).toMatchObject({ overdue: true });
  const events = await store.readEvents({ tenantId: "tnt_alpha" }, `journey/${reply.id}`, 1, 10);
  expect(events.map(({ type }) => type)).toEqual(["journey.created", "journey.sla_breached"]);
});

test("a template that is a draft, unknown or another tenant's begins nothing", async () => {
  const draft = await opened("draft");
  expect(await draft.create(callWith(asked))).toMatchObject({ code: "template.not_active" });
  const { create } = await opened();
  const unknown = await create(callWith({ ...asked, templateId: "tmpl_9" }));
  expect(unknown).toMatchObject({ code: "template.unknown", faults: [{ pointer: "/templateId" }] });
  expect(await create(callWith(asked, { tenantId: "tnt_beta" }))).toEqual(unknown);
});

describe("the assignee", () => {
  test("must be known and active", async () => {
    const { create } = await opened();
    const pointed = { faults: [{ pointer: "/assigneeId" }] };
    const unknown = await create(callWith({ ...asked, assigneeId: "usr_9" }));
    expect(unknown).toMatchObject({ code: "user.unknown", ...pointed });
    const left = await create(callWith({ ...asked, assigneeId: "usr_left" }));
    expect(left).toMatchObject({ code: "user.inactive", ...pointed });
    expect(await create(callWith({ ...asked, assigneeId: "usr_rm_002" }))).toMatchObject({ ok: true });
  });

  test("is not asked for when it is the actor, nor when it is a team", async () => {
    const { deps } = await opened();
    const access = { getUser: () => Promise.reject(new Error("nobody should ask")) };
    const create = createJourneyRpc({ ...deps, access });
    expect(await create(callWith({ ...asked, assigneeId: "usr_rm_001" }))).toMatchObject({ ok: true });
    const team = { ...asked, assigneeId: "team_a", assigneeType: "team" };
    expect(await create(callWith(team))).toMatchObject({ ok: true });
  });

  test("cannot be set while nobody can say who it is, but a repeat still gets its first answer", async () => {
    const { create, deps } = await opened();
    const away = createJourneyRpc({ ...deps, access: { getUser: async () => refusal("service.unavailable") } });
    const request = { ...asked, assigneeId: "usr_rm_002" };
    expect(await away(callWith(request, { key: "k" }))).toMatchObject({ code: "service.unavailable" });
    const made = await create(callWith(request, { key: "k" }));
    const again = await away(callWith(request, { key: "k" }));
    expect(again).toMatchObject({ ok: true, value: { replayed: true } });
    expect(again.ok && made.ok && Buffer.compare(again.value.encoded, made.value.encoded)).toBe(0);
  });
});

test("50 racing creations with one key make one journey; 49 get the first answer, byte for byte", async () => {
  const { create, deps } = await opened();
  const answers = await Promise.all(Array.from({ length: 50 }, () => create(callWith(asked, { key: "once" }))));
  const encoded = answers.map((answer) => (answer.ok ? Buffer.from(answer.value.encoded).toString() : answer.code));
  expect(new Set(encoded).size).toBe(1);
  expect(answers.filter((answer) => answer.ok && answer.value.replayed === true)).toHaveLength(49);
  const found = await deps.journeys.find(
    { tenantId: "tnt_alpha" },
    { any: [{}], order: "desc", start: { page: 1 }, perPage: 9 },
  );
  expect(found).toMatchObject({ ok: true, value: { total: 1 } });
});
