import { eventKind, eventSchema } from "@omni/contracts/events";
import { instant } from "@omni/kernel";
import { replyOf } from "@omni/testkit/calls";
import { rounds } from "@omni/testkit/rounds";
import fc from "fast-check";
import { expect, test } from "vitest";
import { advanceJourney } from "./advance-journey.ts";
import { createJourneyRpc } from "./create-journey.ts";
import { createTemplateRpc } from "./create-template.ts";
import { getJourney } from "./get-journey.ts";
import { listJourneys } from "./list-journeys.ts";
import { JourneyModel, type ModelAdvance, type ModelStep } from "../testing/journey-model.ts";
import { callWith, openForTests } from "../testing/open-for-tests.ts";

const hourMs = 3_600_000;
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });

const aStep: fc.Arbitrary<Omit<ModelStep, "id">> = fc.record({
  type: fc.constantFrom("manual", "manual", "kyc_check", "document_upload", "approval"),
  required: fc.boolean(),
  timeoutMs: maybe(fc.integer({ min: 1, max: 4 }).map((hours) => hours * hourMs)),
  documents: fc.constantFrom([], [], ["a"], ["a", "b"]),
  evidence: fc.boolean(),
});

const steps = fc
  .array(aStep, { minLength: 1, maxLength: 5 })
  .map((drawn) => drawn.map((step, index) => ({ ...step, id: `s${index}`, required: step.required || index === 0 })));

type Command =
  | { readonly kind: "pause"; readonly ms: number }
  | { readonly kind: "sweep" }
  | ({ readonly kind: "advance"; readonly step: "current" | "any"; readonly place: number } & Omit<
      ModelAdvance,
      "stepId"
    >);

const anAdvance: fc.Arbitrary<Command> = fc.record({
  kind: fc.constant("advance"),
  step: fc.constantFrom("current", "current", "current", "any"),
  place: fc.integer({ min: 0, max: 5 }),
  outcome: fc.constantFrom("passed", "passed", "passed", "failed", "skipped", "waived"),
  data: fc.constantFrom(
    undefined,
    {},
    { kycStatus: "verified", documents: ["b", "a"] },
    { kycStatus: "verified", documents: ["b", "a"] },
    { kycStatus: "rejected" },
    { documents: ["a"] },
  ),
  entitled: fc.integer({ min: 0, max: 9 }).map((chance) => chance > 0),
});
const aPause = fc.record({ kind: fc.constant("pause"), ms: fc.constantFrom(1, hourMs - 1, hourMs, 3 * hourMs) });
const commands = fc.array(
  fc.oneof({ arbitrary: anAdvance, weight: 4 }, aPause, fc.constant({ kind: "sweep" } as const)),
  { maxLength: 25 },
);

/** A journey that is assigned to `usr_rm_001`, beside its model. */
async function begin(of: readonly ModelStep[], slaHours: number | undefined, dueInMs: number | undefined) {
  const { clock, store, deps } = openForTests();
  const template = {
    id: "tmpl_1",
    name: "T",
    category: "sales",
    ...(slaHours === undefined ? {} : { slaHours }),
    steps: of.map((step, index) => ({
      id: step.id,
      name: step.id,
      type: step.type,
      order: index + 1,
      required: step.required,
      ...(step.timeoutMs === undefined ? {} : { timeoutHours: step.timeoutMs / hourMs }),
      documentsRequired: [...step.documents],
      evidenceRequired: step.evidence,
    })),
  };
  expect(await createTemplateRpc(deps)(callWith(template))).toMatchObject({ ok: true });
  const dueAt = dueInMs === undefined ? undefined : new Date(clock.now() + dueInMs).toISOString();
  const asked = { templateId: "tmpl_1", customerId: "cus_1", channel: "web", assigneeId: "usr_rm_001", relatedTo: [] };
  const made = await createJourneyRpc(deps)(callWith({ ...asked, ...(dueAt === undefined ? {} : { dueAt }) }));
  if (!made.ok) throw new Error(made.code);
  const due = dueInMs ?? (slaHours === undefined ? undefined : slaHours * hourMs);
  const model = new JourneyModel(of, clock.now(), due === undefined ? undefined : clock.now() + due);
  return { clock, store, deps, model, id: replyOf(made.value).id ?? "" };
}

type Begun = Awaited<ReturnType<typeof begin>>;

async function run({ clock, deps, model, id }: Begun, command: Command): Promise<void> {
  switch (command.kind) {
    case "pause":
      return clock.advance(command.ms);
    case "sweep":
      model.tellTime(clock.now());
      await deps.journeys.sweep(10);
      return;
    case "advance": {
      const stepId = `s${command.step === "current" ? model.current : command.place}`;
      const mayRefuse = model.advance({ ...command, stepId }, clock.now());
      const request = {
        journeyId: id,
        completedStepId: stepId,
        stepOutcome: command.outcome,
        ...(command.data === undefined ? {} : { stepData: Buffer.from(JSON.stringify(command.data)) }),
      };
      const answer = await advanceJourney(deps)(
        callWith(request, { actorId: command.entitled ? "usr_rm_001" : "usr_2" }),
      );
      if (mayRefuse.length === 0) expect(answer).toMatchObject({ ok: true });
      else expect(mayRefuse.map((code) => `journey.${code}`)).toContain(answer.ok ? "accepted" : answer.code);
    }
  }
}

async function compare({ clock, deps, model, id }: Begun, total: number): Promise<void> {
  const answer = await getJourney(deps)(callWith({ journeyId: id }));
  expect(answer.ok && replyOf(answer.value)).toMatchObject({
    status: model.started ? "in_progress" : "created",
    currentStepIndex: model.current,
    completedSteps: model.passed,
    totalSteps: total,
    readyToComplete: model.current === total,
    overdue: model.isOverdue(clock.now()),
    ...(model.current === total ? {} : { currentStep: { id: `s${model.current}` } }),
  });
  for (const overdue of [true, false]) {
    const list = await listJourneys(deps)(callWith({ overdue }));
    expect(list.ok && replyOf(list.value).journeys?.length).toBe(overdue === model.isOverdue(clock.now()) ? 1 : 0);
  }
}

/** The journey's events as its model tells them; each must fit its schema and follow the one before without a gap. */
async function toldBy({ store, id }: Begun): Promise<readonly string[]> {
  const stored = await store.readEvents({ tenantId: "tnt_alpha" }, `journey/${id}`, 1, 500);
  let before = { hash: "", occurredAt: "" };
  return stored.map(({ type, text }, index) => {
    const kind = eventKind(type);
    if (kind === undefined) throw new Error(`no such event: ${type}`);
    const event = eventSchema(kind).parse(JSON.parse(text));
    expect(event.aggregate.sequence).toBe(index + 1);
    expect(event.integrity.previous).toBe(before.hash);
    expect(Date.parse(event.occurredAt)).toBeGreaterThan(before.occurredAt === "" ? 0 : Date.parse(before.occurredAt));
    before = { hash: event.integrity.hash, occurredAt: event.occurredAt };
    return type.replace("journey.", "") + stepOf(event.data);
  });
}

const stepOf = (data: unknown): string =>
  typeof data === "object" && data !== null && "stepId" in data ? ` ${String(data.stepId)}` : "";

const longestMs = 60 * 60_000;

test("whatever is tried and however time passes, a journey is where the contract says, and its events tell it so", {
  timeout: longestMs,
}, async () => {
  const dueInMs = maybe(fc.integer({ min: -2, max: 6 }).map((hours) => hours * hourMs));
  await fc.assert(
    fc.asyncProperty(steps, maybe(fc.integer({ min: 1, max: 6 })), dueInMs, commands, async (of, sla, due, tried) => {
      const begun = await begin(of, sla, due);
      for (const command of tried) {
        await run(begun, command);
        await compare(begun, of.length);
      }
      expect(await toldBy(begun)).toEqual(begun.model.events);
      await begun.store.close();
    }),
    { numRuns: rounds("journey") },
  );
});

test("what time has brought about is committed even when the command that finds it is refused", async () => {
  const begun = await begin(
    [{ id: "s0", type: "manual", required: true, timeoutMs: hourMs, documents: [], evidence: false }],
    1,
    undefined,
  );
  begun.clock.set(instant(begun.clock.now() + 2 * hourMs));
  const refused = {
    kind: "advance",
    step: "current",
    place: 0,
    outcome: "skipped",
    data: undefined,
    entitled: true,
  } as const;
  await run(begun, refused);
  await run(begun, refused);
  expect(await toldBy(begun)).toEqual(["created", "step_overdue s0", "sla_breached"]);
});
