import { accepted, addHours, type Decision, type Instant } from "@omni/kernel";
import { describe, expect, test } from "vitest";
import { advance } from "./advance.ts";
import { assign } from "./assign.ts";
import { cancel } from "./cancel.ts";
import { claim } from "./claim.ts";
import { clockEvents } from "./clock.ts";
import { complete } from "./complete.ts";
import { hold } from "./hold.ts";
import type { Assignee, Journey } from "./journey.ts";
import { journeyCreated } from "./progress-events.ts";
import { release } from "./release.ts";
import { resume } from "./resume.ts";
import { anybody, begun, directorOf, someJourney } from "../testing/some-journey.ts";

const hour = (hours: number): Instant => addHours(begun, hours);
const anyone = directorOf({ ...anybody, teams: ["team_a"] });
const reason = "As agreed";
const user = (id: string): Assignee => ({ id, type: "user" });
const team: Assignee = { id: "team_a", type: "team" };
const kyc = { name: "KYC Verification", timeoutHours: 2 };
const docs = { name: "Document Collection" };
const two = (more: Partial<Journey> = {}) => someJourney([kyc, docs], more, { slaHours: 9 });
const open = (more: Partial<Journey> = {}) => two({ status: "in_progress", ...more });
const never = { when: "channel == 'branch'", name: "Visit" };

const sentences = (decision: Decision<Journey>): readonly string[] =>
  decision.ok ? decision.value.events.map(({ summary }) => summary) : [decision.code];

const pass = (journey: Journey) => advance(journey, { stepId: "s1", outcome: "passed" }, anyone, begun);
const give = (journey: Journey, assignee: Assignee) =>
  assign(journey, { assignee, notifyAssignee: true }, anyone, accepted(undefined), begun);
const held = open({ heldSince: begun });
const over = (journey: Journey, outcome: "success" | "success_with_conditions") =>
  complete(
    { ...journey, steps: journey.steps.map((step) => ({ ...step, status: "completed" })) },
    { outcome },
    anyone,
    begun,
  );

describe("each event says in one plain sentence what happened", () => {
  test.each<[Decision<Journey>, readonly string[]]>([
    [pass(two()), ["Journey advanced: KYC Verification passed; next is Document Collection"]],
    [pass(someJourney([kyc])), ["Journey advanced: KYC Verification passed; all steps are done"]],
    [
      pass(someJourney([kyc, never, docs])),
      ["Journey advanced: KYC Verification passed; Visit not needed; next is Document Collection"],
    ],
    [
      pass(someJourney([kyc, never, never], { completion: "auto" })),
      [
        "Journey advanced: KYC Verification passed; 2 steps not needed; all steps are done",
        "Journey completed by itself after its last step",
      ],
    ],
    [advance(two(), { stepId: "s1", outcome: "failed" }, anyone, begun), ["Step failed: KYC Verification, attempt 1"]],
    [give(two(), user("usr_2")), ["Journey assigned to usr_2"]],
    [give(two({ assignee: team }), user("usr_2")), ["Journey assigned to usr_2 from the team team_a"]],
    [give(open({ assignee: user("usr_1") }), team), ["Journey assigned to the team team_a from usr_1"]],
    [claim(two(), anyone, begun), ["Journey claimed by usr_1"]],
    [claim(two({ assignee: team }), anyone, begun), ["Journey claimed by usr_1 from the team team_a"]],
    [
      claim(two({ status: "assigned", assignee: team }), anyone, begun),
      ["Journey claimed by usr_1 and resumed at KYC Verification"],
    ],
    [resume(two({ status: "assigned", assignee: team }), anyone, begun), ["Journey resumed at KYC Verification"]],
    [over(open(), "success"), ["Journey completed successfully"]],
    [over(open(), "success_with_conditions"), ["Journey completed successfully, with conditions"]],
    [cancel(two(), { reason }, anyone, begun), ["Journey cancelled at KYC Verification"]],
    [cancel(held, { reason }, anyone, begun), ["Journey cancelled at KYC Verification, while on hold"]],
    [hold(open(), { reason }, anyone, begun), ["Journey put on hold at KYC Verification"]],
    [
      release(held, { reason }, anyone, hour(27)),
      ["Journey released after 1 day 3 hours on hold; now due at 2026-01-16T12:00:00Z"],
    ],
    [release({ ...held, dueAt: undefined }, { reason }, anyone, hour(1)), ["Journey released after 1 hour on hold"]],
  ])("%#", (decision, told) => expect(sentences(decision)).toEqual(told));

  test("what time brings about", () => {
    expect(clockEvents(two(), hour(9))?.events.map(({ summary }) => summary)).toEqual([
      "Step overdue: KYC Verification was due at 2026-01-15T02:00:00Z",
      "Journey overdue: it was due at 2026-01-15T09:00:00Z and is still open",
    ]);
  });

  test("a beginning", () => {
    const told = (category: "sales" | "onboarding", skipped: Journey["steps"]) =>
      journeyCreated(two(), { category, skipped }).summary;
    expect(told("onboarding", [])).toBe("Onboarding journey created");
    expect(told("sales", two().steps.slice(0, 1))).toBe("Sales journey created; KYC Verification not needed");
  });
});

test("the longest sentence fits an event", () => {
  const name = "x".repeat(200);
  const steps = Array.from({ length: 100 }, (_, index) => (index === 0 ? { name } : { ...never, name }));
  const [told = ""] = sentences(pass(someJourney([...steps.slice(0, 99), { name }])));
  expect(told.length).toBeLessThanOrEqual(1_000);
});

test("every event stands on the timelines of the journey, its customer and all that it is related to", () => {
  const related = two({ relatedTo: [{ type: "contract", id: "ctr_1" }] });
  for (const decision of [pass(related), give(related, team), hold(related, { reason }, anyone, begun)]) {
    expect(decision).toMatchObject({
      value: {
        events: [
          {
            subjects: [
              { type: "journey", id: "jrn_1" },
              { type: "customer", id: "cus_1" },
              { type: "contract", id: "ctr_1" },
            ],
          },
        ],
      },
    });
  }
});

test("a handover stands on the timelines of the users between whom it is as well; teams have none", () => {
  const usersOf = (decision: Decision<Journey>) =>
    decision.ok
      ? decision.value.events.map(({ subjects }) => subjects.filter(({ type }) => type === "user").map(({ id }) => id))
      : decision.code;
  const mine = open({ assignee: user("usr_1") });
  expect(usersOf(give(mine, user("usr_2")))).toEqual([["usr_2", "usr_1"]]);
  expect(usersOf(give(mine, team))).toEqual([["usr_1"]]);
  expect(usersOf(claim(two({ assignee: team }), anyone, begun))).toEqual([["usr_1"]]);
  expect(usersOf(claim(two({ status: "assigned", assignee: team }), anyone, begun))).toEqual([["usr_1"]]);
  for (const decision of [pass(mine), hold(mine, { reason }, anyone, begun), cancel(mine, { reason }, anyone, begun)]) {
    expect(usersOf(decision)).toEqual([[]]);
  }
  expect(usersOf(resume(open({ status: "assigned", assignee: user("usr_1") }), anyone, begun))).toEqual([[]]);
  const created = journeyCreated(mine, { category: "sales", skipped: [] });
  expect(created.subjects).toContainEqual({ type: "user", id: "usr_1" });
});
