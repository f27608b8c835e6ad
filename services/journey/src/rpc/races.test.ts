import { replyOf } from "@omni/testkit/calls";
import { describe, expect, test } from "vitest";
import { createJourneyRpc } from "./create-journey.ts";
import { createTemplateRpc } from "./create-template.ts";
import { getJourney } from "./get-journey.ts";
import { JourneyModel } from "../testing/journey-model.ts";
import type { ModelStep } from "../testing/model-step.ts";
import type { ModelCommand, Person } from "../testing/model-table.ts";
import { callWith, openForTests, plainTemplate } from "../testing/open-for-tests.ts";
import { people } from "../testing/plays.ts";
import { contradictions, nameOf, type RacedEvent, versionOf } from "../testing/replay.ts";
import { sendCommand } from "../testing/send-command.ts";

const racers = 200;

const commands: readonly ModelCommand[] = [
  { kind: "advance", stepId: "step_1", outcome: "passed", data: undefined },
  { kind: "advance", stepId: "step_2", outcome: "failed", data: undefined },
  { kind: "assign", to: { id: "usr_rm", type: "user" } },
  { kind: "assign", to: { id: "team_a", type: "team" } },
  { kind: "claim" },
  { kind: "resume" },
  { kind: "complete" },
  { kind: "cancel" },
  { kind: "hold" },
  { kind: "release" },
];
const pairs = commands.flatMap((one, index) => commands.slice(index).map((other) => [one, other] as const));

/** Before the race: in each status once. */
const beginnings: readonly (readonly ModelCommand[])[] = [
  [],
  [{ kind: "advance", stepId: "step_1", outcome: "passed", data: undefined }],
  [
    { kind: "advance", stepId: "step_1", outcome: "passed", data: undefined },
    { kind: "assign", to: { id: "team_a", type: "team" } },
  ],
];

const step = { type: "manual", required: true, timeoutMs: undefined, documents: [], evidence: false } as const;
const steps: readonly ModelStep[] = ["step_1", "step_2"].map((id) => ({ ...step, id, when: undefined }));

async function begin(before: readonly ModelCommand[]) {
  const { clock, deps, store } = openForTests(people);
  await createTemplateRpc(deps)(callWith(plainTemplate(2, { id: "tmpl_1" })));
  const asked = { templateId: "tmpl_1", customerId: "cus_1", channel: "web", relatedTo: [] };
  const made = await createJourneyRpc(deps)(callWith(asked));
  const id = made.ok ? (replyOf(made.value).id ?? "") : "";
  const seen = { channel: "web", priority: "normal", context: undefined };
  const beginning = { steps, now: clock.now(), dueInMs: undefined, assignee: undefined, auto: false, seen };
  const model = new JourneyModel(beginning, people);
  const send = async (command: ModelCommand, by: Person) => {
    const { id: actorId, roles, teams } = by;
    const answer = await sendCommand(deps, id, command, { actorId, roles, teams });
    return answer.ok
      ? { command, by, version: versionOf(answer.value.etag), refusal: undefined }
      : { command, by, version: undefined, refusal: answer.code };
  };
  const [first] = people;
  for (const command of before) {
    if (first === undefined) throw new Error("There are people.");
    expect((await send(command, first)).refusal).toBe(undefined);
    model.attempt(command, first, clock.now());
  }
  return { clock, deps, store, model, id, send };
}

async function race(one: ModelCommand, other: ModelCommand, before: readonly ModelCommand[]): Promise<void> {
  const { clock, deps, id, model, send, store } = await begin(before);
  const sent = Array.from({ length: racers }, (_item, index) => ({
    command: index % 2 === 0 ? one : other,
    // Both commands by everybody.
    by: people[(index >> 1) % people.length] ?? nobody,
  }));
  const raced = await Promise.all(sent.map(({ command, by }) => send(command, by)));
  const stored = await store.readEvents({ tenantId: "tnt_alpha" }, `journey/${id}`, 1, 500);
  // Written by this store.
  const events = stored.map(({ text }) => JSON.parse(text) as RacedEvent);
  expect(contradictions(model, raced, events, clock.now())).toEqual([]);
  const read = await getJourney(deps)(callWith({ journeyId: id }));
  const { completedSteps, isHeld: onHold, status } = model;
  expect(read.ok && replyOf(read.value)).toMatchObject({ status, onHold, completedSteps });
  expect(stored.map(({ type }) => type.replace("journey.", ""))).toEqual(
    model.events.map((event) => event.split(" ")[0]),
  );
  await store.close();
}

const nobody: Person = { id: "usr_nobody", roles: [], teams: [] };

describe(`${racers} racers of two kinds make one legal history`, () => {
  test.each(pairs.map(([one, other]) => [nameOf(one), nameOf(other), one, other] as const))(
    "%s × %s",
    async (_one, _other, one, other) => {
      for (const before of beginnings) await race(one, other, before);
    },
  );
});
