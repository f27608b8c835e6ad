import { expect, test } from "vitest";
import { JourneyModel } from "./journey-model.ts";
import type { ModelCommand, Person } from "./model-table.ts";
import { people } from "./plays.ts";
import { contradictions, type Raced } from "./replay.ts";

const step = { type: "manual", required: true, timeoutMs: undefined, documents: [], evidence: false } as const;
const beginning = {
  steps: [{ ...step, id: "s1", when: undefined }],
  now: 0,
  dueInMs: undefined,
  assignee: undefined,
  auto: false,
  seen: { channel: "web", priority: "normal", context: undefined },
};
const [rm, mate, _boss, chief] = people;
const by = (person: Person | undefined): Person => person ?? { id: "usr_nobody", roles: [], teams: [] };
const taken = (command: ModelCommand, version: number, who = rm): Raced => ({
  command,
  by: by(who),
  version,
  refusal: undefined,
});
const refused = (command: ModelCommand, refusal: string, who = rm): Raced => ({
  command,
  by: by(who),
  version: undefined,
  refusal,
});
const eventAt = (version: number, who = rm) => ({ actor: { id: by(who).id }, aggregate: { version } });
const claim: ModelCommand = { kind: "claim" };
const hold: ModelCommand = { kind: "hold" };
const toRm: ModelCommand = { kind: "assign", to: { id: "usr_rm", type: "user" } };

const judged = (raced: readonly Raced[], ...events: readonly ReturnType<typeof eventAt>[]) =>
  contradictions(new JourneyModel(beginning, people), raced, [eventAt(1), ...events], 0);

test("what the contract allows in the order of the versions is one history, whatever the order of the answers", () => {
  const raced = [
    taken({ kind: "release" }, 4),
    refused(claim, "journey.on_hold", mate),
    taken(hold, 3),
    taken(claim, 2),
  ];
  expect(judged(raced, eventAt(2), eventAt(3), eventAt(4))).toEqual([]);
});

test("an assignment that changed nothing stands behind the one that did", () => {
  const raced = [taken(toRm, 2, chief), taken(toRm, 2, rm)];
  expect(judged(raced, eventAt(2, rm))).toEqual([]);
});

test("two who both took what only one can have are found", () => {
  const raced = [taken(claim, 2, rm), taken(claim, 3, mate)];
  expect(judged(raced, eventAt(2, rm), eventAt(3, mate))).toEqual([
    "claim by usr_mate (3) was taken in spite of journey.not_yours",
  ]);
});

test("a refusal that was true at no time is found, an unavailable service among them", () => {
  const raced = [taken(hold, 2), refused(claim, "journey.closed"), refused(hold, "contention", mate)];
  expect(judged(raced, eventAt(2))).toEqual([
    "claim by usr_rm (refused) was refused with journey.closed",
    "hold by usr_mate (refused) was refused with contention",
  ]);
});
