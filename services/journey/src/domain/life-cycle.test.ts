import {
  accepted,
  type Change,
  type Decision,
  type DomainEvent,
  instant,
  type Instant,
  type JsonText,
  refusal,
} from "@omni/kernel";
import { campaign } from "@omni/testkit/rounds";
import fc from "fast-check";
import { setImmediate as nextTurn } from "node:timers/promises";
import { test } from "vitest";
import { advance } from "./advance.ts";
import { assign } from "./assign.ts";
import { cancel } from "./cancel.ts";
import { claim } from "./claim.ts";
import { clockEvents } from "./clock.ts";
import { complete } from "./complete.ts";
import { createJourney, type TemplateInUse } from "./create-journey.ts";
import { hold } from "./hold.ts";
import {
  completedSteps,
  currentStep,
  currentStepIndex,
  isOnHold,
  isOverdue,
  isReadyToComplete,
  type Journey,
} from "./journey.ts";
import { release } from "./release.ts";
import { resume } from "./resume.ts";
import { isDone } from "./step.ts";
import { JourneyModel } from "../testing/journey-model.ts";
import type { ModelCommand, Person } from "../testing/model-table.ts";
import { commandOf, dueInMsOf, hourMs, people, type Play, plays } from "../testing/plays.ts";
import { told } from "../testing/told.ts";

const begun = instant(Date.UTC(2026, 0, 15));
const reason = "As agreed";

/** The domain as the store drives it: due clock events come first, and stay though the command is refused. */
class History {
  journey: Journey;
  now = begun;
  readonly told: string[] = [];

  constructor(created: Change<Journey>) {
    this.journey = created.state;
    this.tell(created.events);
    this.letTimePass();
  }

  letTimePass(): void {
    const past = clockEvents(this.journey, this.now);
    if (past === undefined) return;
    this.journey = past.state;
    this.tell(past.events);
  }

  attempt(decide: (journey: Journey, now: Instant) => Decision<Journey>): string | undefined {
    this.letTimePass();
    const decision = decide(this.journey, this.now);
    if (!decision.ok) return decision.code;
    this.journey = decision.value.state;
    this.tell(decision.value.events);
    return undefined;
  }

  private tell(events: readonly DomainEvent[]): void {
    for (const { type, data } of events) this.told.push(told(type, data));
  }
}

const templateOf = ({ steps, auto, slaHours }: Play): TemplateInUse => ({
  id: "tmpl_1",
  category: "sales",
  status: "active",
  version: 1,
  completion: auto ? "auto" : "manual",
  slaHours,
  steps: steps.map(({ id, type, required, timeoutMs, documents, evidence, when }, index) => ({
    id,
    name: id,
    type,
    order: index + 1,
    required,
    timeoutHours: timeoutMs === undefined ? undefined : timeoutMs / hourMs,
    documentsRequired: documents,
    evidenceRequired: evidence,
    when: when?.text,
  })),
});

// Made by hand: what a parser would have made of it.
const json = (value: object | undefined) => (value === undefined ? undefined : (JSON.stringify(value) as JsonText));

function begin(play: Play): Change<Journey> {
  const { assignee, context, dueInMs, priority } = play;
  const dueAt = dueInMs === undefined ? undefined : instant(begun + dueInMs);
  const command = { templateId: "tmpl_1", customerId: "cus_1", channel: "web", relatedTo: [] } as const;
  const asked = { ...command, assignee, dueAt, priority, context: json(context) };
  const created = createJourney("jrn_1", asked, templateOf(play), "usr_1", begun);
  if (!created.ok) throw new Error(created.code);
  return created.value;
}

const beginningOf = (play: Play) => ({
  steps: play.steps,
  now: begun,
  dueInMs: dueInMsOf(play),
  assignee: play.assignee,
  auto: play.auto,
  seen: { channel: "web", priority: play.priority, context: play.context },
});

const managerOf = (id: string | undefined): string | undefined => people.find((person) => person.id === id)?.managerId;

const decided =
  (command: ModelCommand, by: Person) =>
  (journey: Journey, now: Instant): Decision<Journey> => {
    const director = { ...by, managesAssignee: accepted(managerOf(journey.assignee?.id) === by.id) };
    switch (command.kind) {
      case "advance":
        return advance(journey, { ...command, data: json(command.data) }, by, now);
      case "assign": {
        const { to: assignee } = command;
        const isKnown = assignee.type === "team" || people.some(({ id }) => id === assignee.id);
        const known = isKnown ? accepted(undefined) : refusal("user.unknown");
        return assign(journey, { assignee, notifyAssignee: true }, director, known, now);
      }
      case "claim":
        return claim(journey, by, now);
      case "resume":
        return resume(journey, by, now);
      case "complete":
        return complete(journey, { outcome: "success" }, by, now);
      case "cancel":
        return cancel(journey, { reason }, director, now);
      case "hold":
        return hold(journey, { reason }, director, now);
      case "release":
        return release(journey, { reason }, director, now);
    }
  };

/** What an onlooker sees of a journey; as a text, because millions are compared. */
const seenOf = (journey: Journey, now: Instant): string =>
  [
    journey.status,
    currentStepIndex(journey),
    completedSteps(journey),
    journey.assignee?.type,
    journey.assignee?.id,
    isOnHold(journey),
    isReadyToComplete(journey),
    isOverdue(journey, now),
    journey.dueAt,
    currentStep(journey)?.dueAt,
  ].join(" ");

const expectedOf = (model: JourneyModel, total: number, now: number): string =>
  [
    model.status,
    model.current,
    model.completedSteps,
    model.assignee?.type,
    model.assignee?.id,
    model.isHeld,
    model.isOpen && model.current === total,
    model.isOverdue(now),
    model.dueAt(now).journey,
    model.dueAt(now).step,
  ].join(" ");

/** Plays it to its end. Throws at the first difference between what the domain does and what the contract says. */
function perform(play: Play): void {
  const history = new History(begin(play));
  const model = new JourneyModel(beginningOf(play), people);
  for (const move of play.moves) {
    if (move.kind === "pause") history.now = instant(history.now + move.ms);
    else if (move.kind === "sweep") {
      history.letTimePass();
      model.tellTime(history.now);
    } else {
      const command = commandOf(move, model);
      const mayRefuse = model.attempt(command, move.by, history.now);
      const refused = history.attempt(decided(command, move.by));
      if (refused === undefined ? mayRefuse.length > 0 : !mayRefuse.includes(refused))
        throw new Error(`${JSON.stringify(command)}: ${refused ?? "taken"} instead of ${mayRefuse.join(" or ")}`);
    }
    compare(history, model, play.steps.length);
  }
  if (history.told.join() !== model.events.join()) throw new Error(`told ${history.told.join()}`);
}

function compare({ journey, now }: History, model: JourneyModel, total: number): void {
  const seen = seenOf(journey, now);
  const expected = expectedOf(model, total, now);
  if (seen !== expected) throw new Error(`seen ${seen}, expected ${expected}`);
  if (journey.status === "completed" && journey.steps.some((step) => step.required && !isDone(step)))
    throw new Error("completed with an open required step");
}

const chunk = 1_000;

test("whatever is tried by whom and however time passes, a journey goes the contract's ways, and its events tell so", {
  timeout: 2 * 60 * 60_000,
}, async () => {
  const { from, seed, to } = campaign("journey");
  for (let round = from; round <= to; round += chunk) {
    const numRuns = Math.min(chunk, to - round + 1);
    try {
      fc.assert(fc.property(plays, perform), { seed: seed + round, numRuns });
    } catch (error) {
      throw new Error(`OMNI_TEST_SEED=${seed} OMNI_TEST_ROUND=${round} does it again.`, { cause: error });
    }
    // The reporter's turn.
    await nextTurn();
  }
});
