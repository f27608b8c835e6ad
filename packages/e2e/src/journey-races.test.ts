import { JourneyModel } from "@omni/journey/testing/journey-model";
import type { ModelStep } from "@omni/journey/testing/model-step";
import type { ModelCommand, Person } from "@omni/journey/testing/model-table";
import { people } from "@omni/journey/testing/plays";
import { contradictions, nameOf, type Raced, type RacedEvent, versionOf } from "@omni/journey/testing/replay";
import { told } from "@omni/journey/testing/told";
import { campaign } from "@omni/testkit/rounds";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type BankClient, bankClient } from "./grpc/bank-client.ts";
import { startRail, type TestRail } from "./rail/start-rail.ts";
import { createJourney, type JourneyData, manualTemplate } from "./rest/resources.ts";
import { dataOf, problemOf, type RestAnswer, type RestClient } from "./rest/rest-client.ts";
import { sendCommand } from "./rest/send-command.ts";

const racers = 200;

const pass = (stepId: string): ModelCommand => ({ kind: "advance", stepId, outcome: "passed", data: undefined });
const toTeam: ModelCommand = { kind: "assign", to: { id: "team_a", type: "team" } };
const toUser: ModelCommand = { kind: "assign", to: { id: "usr_rm", type: "user" } };
const just = (kind: "claim" | "resume" | "complete" | "cancel" | "hold" | "release"): ModelCommand => ({ kind });

/** From each of these each pair races. */
const beginnings: readonly (readonly [string, readonly ModelCommand[]])[] = [
  ["created", []],
  ["in progress", [pass("step_1")]],
  ["assigned", [pass("step_1"), toTeam]],
  ["ready to complete", [pass("step_1"), pass("step_2")]],
  ["on hold", [pass("step_1"), just("hold")]],
];
const pairs: readonly (readonly [ModelCommand, ModelCommand])[] = [
  [pass("step_2"), toTeam],
  [just("complete"), just("cancel")],
  [just("hold"), pass("step_2")],
  [just("claim"), just("claim")],
  [just("hold"), just("release")],
  [just("resume"), toUser],
  [just("cancel"), just("hold")],
  [toUser, toTeam],
];

let rail: TestRail;
let app: RestClient;
let bank: BankClient;
beforeAll(async () => {
  rail = await startRail();
  ({ app } = rail.alpha);
  bank = bankClient(rail.rail.grpc["journey"] ?? "", rail.alpha.appKey);
  dataOf(await app.post("/templates", manualTemplate(2, { id: "tmpl_races" })), 201);
  // Managers first: they stand behind whom they manage.
  for (const { id, managerId, roles, teams } of people.toReversed()) {
    dataOf(await rail.alpha.admin.put(`/users/${id}`, { displayName: id, roles, teams, managerId }), 200);
  }
});
afterAll(async () => {
  bank.close();
  await rail.stop();
});

interface StoredEvent extends RacedEvent {
  readonly eventType: string;
  readonly aggregate: { readonly version: number; readonly sequence: number };
  readonly data: unknown;
}

/** The events as they are stored, with the versions that made them. */
async function eventsOf(aggregateId: string): Promise<readonly StoredEvent[]> {
  const request = { aggregateType: "journey", aggregateId, fromSequence: 1, limit: 500 };
  const { reply } = await bank.call("omni.journey.v1.JourneyService", "ReadEvents", request);
  const texts = reply?.["events"];
  if (!Array.isArray(texts)) throw new Error("No events.");
  // Canonical JSON in bytes.
  return texts.map((text) => JSON.parse(String(text)) as StoredEvent);
}

const step = { type: "manual", required: true, timeoutMs: undefined, documents: [], evidence: false } as const;
const steps: readonly ModelStep[] = ["step_1", "step_2"].map((id) => ({ ...step, id, when: undefined }));
const chief = people.find(({ roles }) => roles.includes("journey_supervisor"));
// No clock runs here.
const now = 0;

async function begin(before: readonly ModelCommand[]) {
  const { id } = await createJourney(app, { templateId: "tmpl_races" });
  const seen = { channel: "web", priority: "normal", context: undefined };
  const beginning = { steps, now, dueInMs: undefined, assignee: undefined, auto: false, seen };
  const model = new JourneyModel(beginning, people);
  for (const command of before) {
    if (chief === undefined) throw new Error("There is a supervisor.");
    dataOf(await sendCommand(app, id, command, chief.id), 200);
    expect(model.attempt(command, chief, now)).toEqual([]);
  }
  return { id, model };
}

function racedAs(command: ModelCommand, by: Person, answer: RestAnswer): Raced {
  expect(answer.status).toBeLessThan(500);
  if (answer.status !== 200) return { command, by, version: undefined, refusal: problemOf(answer).code };
  const version = versionOf(answer.headers.get("etag") ?? "");
  if (version === undefined) throw new Error(`No version: ${answer.text}`);
  return { command, by, version, refusal: undefined };
}

/** Both commands by everybody, all at once. */
async function race(pair: readonly [ModelCommand, ModelCommand], before: readonly ModelCommand[]): Promise<void> {
  const { id, model } = await begin(before);
  const all = people.flatMap((by) => pair.map((command) => ({ command, by })));
  const sent = Array.from({ length: racers / all.length }, () => all).flat();
  const raced = await Promise.all(
    sent.map(async ({ command, by }) => racedAs(command, by, await sendCommand(app, id, command, by.id))),
  );
  const events = await eventsOf(id);
  expect(events.map(({ aggregate }) => aggregate.sequence)).toEqual(events.map((_event, index) => index + 1));
  expect(contradictions(model, raced, events, now)).toEqual([]);
  expect(events.map(({ data, eventType }) => told(eventType, data))).toEqual(model.events);
  const { assignee, completedSteps, isHeld: onHold, status } = model;
  const read = dataOf<JourneyData & { readonly assigneeId?: string }>(await app.get(`/journeys/${id}`), 200);
  expect(read).toMatchObject({ status, onHold, completedSteps });
  expect(read.assigneeId).toBe(assignee?.id);
}

describe.each(pairs.map((pair) => [nameOf(pair[0]), nameOf(pair[1]), pair] as const))(
  `${racers} who race make one legal history: %s × %s`,
  (_one, _other, pair) => {
    test.each(beginnings)("%s", async (_status, before) => {
      const { from, to } = campaign("commandRaces");
      for (let round = from; round <= to; round++) await race(pair, before);
    });
  },
);
