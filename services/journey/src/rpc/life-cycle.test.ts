import { eventKind, eventSchema } from "@omni/contracts/events";
import { formatInstant, instant } from "@omni/kernel";
import { replyOf } from "@omni/testkit/calls";
import { rounds } from "@omni/testkit/rounds";
import fc from "fast-check";
import { expect, test } from "vitest";
import { createJourneyRpc } from "./create-journey.ts";
import { createTemplateRpc } from "./create-template.ts";
import { getJourney } from "./get-journey.ts";
import { listJourneys } from "./list-journeys.ts";
import { JourneyModel } from "../testing/journey-model.ts";
import { callWith, openForTests } from "../testing/open-for-tests.ts";
import { commandOf, dueInMsOf, hourMs, type Move, people, type Play, plays } from "../testing/plays.ts";
import { sendCommand } from "../testing/send-command.ts";
import { told } from "../testing/told.ts";

// What domain/life-cycle.test.ts shows of the rules, here through the handlers on a real store: with versions,
// sequences, lists and events as they are told.

const templateRequest = ({ steps, auto, slaHours }: Play) => ({
  id: "tmpl_1",
  name: "T",
  category: "sales",
  completion: auto ? "auto" : "manual",
  ...(slaHours === undefined ? {} : { slaHours }),
  steps: steps.map(({ id, type, required, timeoutMs, documents, evidence, when }, index) => ({
    id,
    name: id,
    type,
    order: index + 1,
    required,
    ...(timeoutMs === undefined ? {} : { timeoutHours: timeoutMs / hourMs }),
    documentsRequired: [...documents],
    evidenceRequired: evidence,
    ...(when && { when: when.text }),
  })),
});

/** A journey beside its model. */
async function begin(play: Play) {
  const { clock, store, deps } = openForTests(people);
  expect(await createTemplateRpc(deps)(callWith(templateRequest(play)))).toMatchObject({ ok: true });
  const { assignee, auto, context, dueInMs, priority, steps } = play;
  const now = clock.now();
  const asked = {
    templateId: "tmpl_1",
    customerId: "cus_1",
    channel: "web",
    priority,
    relatedTo: [],
    ...(assignee && { assigneeId: assignee.id, assigneeType: assignee.type }),
    ...(dueInMs === undefined ? {} : { dueAt: formatInstant(instant(now + dueInMs)) }),
    ...(context && { context: Buffer.from(JSON.stringify(context)) }),
  };
  const made = await createJourneyRpc(deps)(callWith(asked));
  if (!made.ok) throw new Error(made.code);
  const seen = { channel: "web", priority, context };
  const model = new JourneyModel({ steps, now, dueInMs: dueInMsOf(play), assignee, auto, seen }, people);
  return { clock, store, deps, model, id: replyOf(made.value).id ?? "" };
}

type Begun = Awaited<ReturnType<typeof begin>>;

async function run({ clock, deps, model, id }: Begun, move: Move): Promise<void> {
  if (move.kind === "pause") return clock.advance(move.ms);
  if (move.kind === "sweep") {
    model.tellTime(clock.now());
    await deps.journeys.sweep(10);
    return;
  }
  const command = commandOf(move, model);
  const mayRefuse = model.attempt(command, move.by, clock.now());
  const { id: actorId, roles, teams } = move.by;
  const answer = await sendCommand(deps, id, command, { actorId, roles, teams });
  if (mayRefuse.length === 0) expect(answer).toMatchObject({ ok: true });
  else expect(mayRefuse).toContain(answer.ok ? "accepted" : answer.code);
}

const timeText = (at: number | undefined) => (at === undefined ? undefined : formatInstant(instant(at)));

async function compare({ clock, deps, model, id }: Begun, total: number): Promise<void> {
  const now = clock.now();
  const answer = await getJourney(deps)(callWith({ journeyId: id }));
  const reply = answer.ok ? replyOf(answer.value) : {};
  const due = model.dueAt(now);
  expect(reply).toMatchObject({
    status: model.status,
    currentStepIndex: model.current,
    completedSteps: model.completedSteps,
    totalSteps: total,
    readyToComplete: model.isOpen && model.current === total,
    overdue: model.isOverdue(now),
    onHold: model.isHeld,
  });
  expect([reply.assigneeId, reply.dueAt]).toEqual([model.assignee?.id, timeText(due.journey)]);
  expect(reply.currentStep?.id).toBe(model.current === total ? undefined : `s${model.current}`);
  expect(reply.steps?.[model.current]?.dueAt).toBe(timeText(due.step));
  for (const asked of [{ overdue: true }, { overdue: false }, { status: model.status }, { assigneeId: "team_a" }]) {
    const matches =
      "overdue" in asked
        ? asked.overdue === model.isOverdue(now)
        : "status" in asked || model.assignee?.id === asked.assigneeId;
    const list = await listJourneys(deps)(callWith(asked));
    expect(list.ok && replyOf(list.value).journeys?.length).toBe(matches ? 1 : 0);
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
    return told(type, event.data);
  });
}

const longestMs = 60 * 60_000;

test("whatever is tried and however time passes, a journey is where the contract says, and its events tell it so", {
  timeout: longestMs,
}, async () => {
  await fc.assert(
    fc.asyncProperty(plays, async (play) => {
      const begun = await begin(play);
      for (const move of play.moves) {
        await run(begun, move);
        await compare(begun, play.steps.length);
      }
      expect(await toldBy(begun)).toEqual(begun.model.events);
      await begun.store.close();
    }),
    { numRuns: rounds("journeyStored") },
  );
});

const quiet = { slaHours: 1, dueInMs: undefined, assignee: undefined, auto: false, priority: "normal" } as const;

test("what time has brought about is committed even when the command that finds it is refused", async () => {
  const step = { id: "s0", type: "manual", required: true, timeoutMs: hourMs, documents: [], evidence: false } as const;
  const begun = await begin({ ...quiet, context: undefined, moves: [], steps: [{ ...step, when: undefined }] });
  begun.clock.advance(2 * hourMs);
  const refused = { kind: "advance", stepId: "s0", outcome: "skipped", data: undefined } as const;
  for (let time = 1; time <= 2; time++) {
    expect(await sendCommand(begun.deps, begun.id, refused)).toMatchObject({ code: "journey.step_required" });
  }
  expect(await toldBy(begun)).toEqual(["created", "step_overdue s0", "sla_breached"]);
});
