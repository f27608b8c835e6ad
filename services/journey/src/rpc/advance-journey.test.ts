import { replyOf } from "@omni/testkit/calls";
import { describe, expect, test } from "vitest";
import { callWith, openForTests, plainTemplate } from "../testing/open-for-tests.ts";
import { advanceJourney } from "./advance-journey.ts";
import { createJourneyRpc } from "./create-journey.ts";
import { createTemplateRpc } from "./create-template.ts";
import { getJourney } from "./get-journey.ts";

async function opened(steps = 2) {
  const open = openForTests();
  await createTemplateRpc(open.deps)(callWith(plainTemplate(steps, { id: "tmpl_1" })));
  const asked = { templateId: "tmpl_1", customerId: "cus_1", channel: "web", relatedTo: [] };
  const made = await createJourneyRpc(open.deps)(callWith(asked));
  const journeyId = made.ok ? (replyOf(made.value).id ?? "") : "";
  const request = { journeyId, completedStepId: "step_1", stepOutcome: "passed" };
  return { ...open, journeyId, request, advance: advanceJourney(open.deps) };
}

test("200 racing advances of one step: one wins, the rest hear that it is already done", async () => {
  const { advance, request, store, journeyId } = await opened();
  const answers = await Promise.all(Array.from({ length: 200 }, () => advance(callWith(request))));
  expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
  const codes = new Set(answers.map((answer) => (answer.ok ? "won" : answer.code)));
  expect(codes).toEqual(new Set(["won", "journey.step_already_completed"]));
  const events = await store.readEvents({ tenantId: "tnt_alpha" }, `journey/${journeyId}`, 1, 500);
  expect(events.map(({ type }) => type)).toEqual(["journey.created", "journey.advanced"]);
});

test("50 racing advances with one key have one effect; 49 get its answer, byte for byte", async () => {
  const { advance, request } = await opened();
  const answers = await Promise.all(Array.from({ length: 50 }, () => advance(callWith(request, { key: "once" }))));
  const encoded = answers.map((answer) => (answer.ok ? Buffer.from(answer.value.encoded).toString() : answer.code));
  expect(new Set(encoded).size).toBe(1);
  expect(answers.filter((answer) => answer.ok && answer.value.replayed === true)).toHaveLength(49);
});

test("a key that was used for another step is refused, and nothing moves", async () => {
  const { advance, request } = await opened();
  await advance(callWith(request, { key: "k" }));
  const other = await advance(callWith({ ...request, completedStepId: "step_2" }, { key: "k" }));
  expect(other).toMatchObject({ ok: false, code: "idempotency.key_reused" });
});

test("a refusal is not remembered: the same key may succeed later", async () => {
  const { advance, request } = await opened();
  const second = { ...request, completedStepId: "step_2" };
  expect(await advance(callWith(second, { key: "k" }))).toMatchObject({ code: "journey.step_mismatch" });
  await advance(callWith(request));
  expect(await advance(callWith(second, { key: "k" }))).toMatchObject({ ok: true });
});

describe("who stands outside", () => {
  test("another tenant's journey is not found", async () => {
    const { advance, request } = await opened();
    const foreign = await advance(callWith(request, { tenantId: "tnt_beta" }));
    expect(foreign).toMatchObject({ ok: false, code: "journey.not_found" });
    expect(await advance(callWith({ ...request, journeyId: "jrn_9" }))).toEqual(foreign);
  });

  test("a blank request is refused before anything is looked up", async () => {
    const { advance } = await opened();
    expect(await advance(callWith({}))).toMatchObject({
      code: "request.invalid",
      faults: [{ pointer: "/completedStepId" }, { pointer: "/stepOutcome" }],
    });
  });
});

test("the ETag changes when only the clock has changed the answer, and If-Match holds to it", async () => {
  const { deps, clock, advance } = await opened();
  const asked = {
    templateId: "tmpl_1",
    customerId: "cus_1",
    channel: "web",
    relatedTo: [],
    dueAt: "2026-01-15T11:30:00Z",
  };
  const made = await createJourneyRpc(deps)(callWith(asked));
  const journeyId = made.ok ? (replyOf(made.value).id ?? "") : "";
  const request = { journeyId, completedStepId: "step_1", stepOutcome: "passed" };
  clock.advance(2 * 3_600_000);
  const late = await getJourney(deps)(callWith({ journeyId }));
  expect(late).toMatchObject({ value: { etag: '"1-created+overdue"' } });
  expect(await advance(callWith(request, { ifMatch: '"1-created"' }))).toMatchObject({ code: "precondition.failed" });
  const moved = await advance(callWith(request, { ifMatch: (await readEtag(deps, journeyId)) ?? "" }));
  expect(moved).toMatchObject({ ok: true });
});

async function readEtag(deps: Parameters<typeof getJourney>[0], journeyId: string): Promise<string | undefined> {
  const read = await getJourney(deps)(callWith({ journeyId }));
  return read.ok ? read.value.etag : undefined;
}

test("a journey never grows over 2 MiB", async () => {
  const { advance, request } = await opened();
  const stepData = Buffer.from(JSON.stringify({ a: Array.from({ length: 6 }, () => "x".repeat(9_999)) }));
  // As JSON the large answers would take seconds; nobody reads them here.
  const tried = (more: object) =>
    advance({ ...callWith({ ...request, stepData, ...more }), answer: () => ({ encoded: new Uint8Array() }) });
  for (let attempt = 1; attempt <= 20; attempt++) await tried({ stepOutcome: "failed" });
  let last = await tried({});
  expect(last.ok).toBe(true);
  for (let attempt = 1; last.ok && attempt <= 20; attempt++) {
    last = await tried({ stepOutcome: "failed", completedStepId: "step_2" });
  }
  expect(last).toMatchObject({ ok: false, code: "journey.too_large" });
});
