import { accepted, addHours, refusal, type Result } from "@omni/kernel";
import { describe, expect, test } from "vitest";
import { type AskedAssign, assign, parseAssign } from "./assign.ts";
import { claim } from "./claim.ts";
import type { Assignee, Journey } from "./journey.ts";
import { resume } from "./resume.ts";
import type { Director, Mover } from "./who-may.ts";
import { anybody, begun, directorOf, someJourney } from "../testing/some-journey.ts";

const later = addHours(begun, 1);
const owner: Assignee = { id: "usr_owner", type: "user" };
const team: Assignee = { id: "team_a", type: "team" };
const member: Mover = { ...anybody, teams: ["team_a"] };
const known: Result<undefined> = accepted(undefined);

function tryAssign(from: Journey, asked: AskedAssign = {}, director: Director = directorOf(anybody), who = known) {
  const command = parseAssign({ assigneeId: "usr_2", ...asked });
  return command.ok ? assign(from, command.value, director, who, later) : command;
}

describe("assign", () => {
  test.each<[string, AskedAssign]>([
    ["/assigneeId", { assigneeId: undefined }],
    ["/assigneeId", { assigneeId: "a b" }],
    ["/assigneeType", { assigneeType: "role" }],
    ["/reason", { reason: " " }],
  ])("what is wrong is refused with a pointer: %s in %j", (pointer, asked) => {
    expect(tryAssign(someJourney([{}]), asked)).toMatchObject({ code: "request.invalid", faults: [{ pointer }] });
  });

  test.each([
    ["created", "created"],
    ["in_progress", "assigned"],
    ["assigned", "assigned"],
  ] as const)("a journey that is %s is then %s", (status, then) => {
    const done = tryAssign(someJourney([{}], { status }), { reason: "On leave" });
    expect(done).toMatchObject({
      value: {
        state: {
          status: then,
          assignee: { id: "usr_2", type: "user" },
          updatedAt: later,
          remarks: [{ action: "assigned", by: "usr_1", at: later, text: "On leave" }],
        },
        events: [{ type: "journey.assigned", data: { assigneeId: "usr_2", claimed: false, notifyAssignee: true } }],
      },
    });
  });

  test("says who had it, and whether the new one is to be told; the reason stays with the journey", () => {
    const done = tryAssign(
      someJourney([{}], { assignee: team }),
      { notifyAssignee: false, reason: "Secret" },
      directorOf(member),
    );
    const event = done.ok ? done.value.events[0] : undefined;
    expect(event?.data).toEqual({
      journeyId: "jrn_1",
      assigneeId: "usr_2",
      assigneeType: "user",
      previousAssigneeId: "team_a",
      previousAssigneeType: "team",
      claimed: false,
      notifyAssignee: false,
    });
    expect(JSON.stringify(event)).not.toContain("Secret");
  });

  test("to whom it is already, nothing happens and nothing is told", () => {
    for (const status of ["created", "in_progress", "assigned"] as const) {
      const journey = someJourney([{}], { status, assignee: { id: "usr_2", type: "user" } });
      const again = tryAssign(journey, {}, directorOf({ ...anybody, id: "usr_2" }), refusal("user.inactive"));
      expect(again).toEqual(accepted({ state: journey, events: [] }));
      expect(again.ok && again.value.state).toBe(journey);
    }
  });

  test("a user and a team of one name are two", () => {
    const journey = someJourney([{}], { assignee: { id: "usr_2", type: "user" } });
    const asked = { assigneeType: "team" };
    expect(tryAssign(journey, asked, directorOf({ ...anybody, id: "usr_2" }))).toMatchObject({
      value: { events: [{ type: "journey.assigned" }] },
    });
  });

  test("whether the assignee can have it is asked last", () => {
    const inactive = refusal("user.inactive");
    expect(tryAssign(someJourney([{}]), {}, directorOf(anybody), inactive)).toEqual(inactive);
    const foreign = someJourney([{}], { assignee: owner });
    expect(tryAssign(foreign, {}, directorOf(anybody), inactive)).toMatchObject({ code: "journey.not_yours" });
  });
});

describe("claim", () => {
  test("makes the actor the assignee of what is nobody's, or his team's", () => {
    for (const assignee of [undefined, team]) {
      expect(claim(someJourney([{}], { assignee }), member, later)).toMatchObject({
        value: {
          state: { status: "created", assignee: { id: "usr_1", type: "user" }, updatedAt: later },
          events: [{ type: "journey.assigned", data: { claimed: true, notifyAssignee: false } }],
        },
      });
    }
  });

  test("takes up what was handed to the team", () => {
    expect(claim(someJourney([{}], { status: "assigned", assignee: team }), member, later)).toMatchObject({
      value: {
        state: { status: "in_progress", assignee: { id: "usr_1", type: "user" } },
        events: [{ type: "journey.resumed", data: { claimed: true, assigneeId: "usr_1" } }],
      },
    });
  });

  test.each<[string, Assignee, Mover]>([
    ["a stranger", team, anybody],
    ["a supervisor", team, { ...anybody, roles: ["journey_supervisor"] }],
    ["somebody else's colleague", owner, member],
    ["whoever has it already", owner, { ...anybody, id: "usr_owner" }],
  ])("is refused to %s", (_who, assignee, mover) => {
    for (const status of ["created", "in_progress", "assigned"] as const) {
      expect(claim(someJourney([{}], { status, assignee }), mover, later)).toMatchObject({ code: "journey.not_yours" });
    }
  });

  test("has no way from a journey in progress", () => {
    expect(claim(someJourney([{}], { status: "in_progress" }), member, later)).toMatchObject({
      code: "journey.wrong_status",
      facts: { journeyStatus: "in_progress", command: "claim" },
    });
  });
});

describe("resume", () => {
  test("takes up what was handed over, and the assignee stays", () => {
    const handed = someJourney([{}], { status: "assigned", assignee: team });
    expect(resume(handed, member, later)).toMatchObject({
      value: {
        state: { status: "in_progress", assignee: team, updatedAt: later },
        events: [{ type: "journey.resumed", data: { claimed: false, assigneeId: "team_a", currentStepId: "s1" } }],
      },
    });
  });

  test("has no other way", () => {
    for (const status of ["created", "in_progress"] as const) {
      expect(resume(someJourney([{}], { status }), anybody, later)).toMatchObject({ code: "journey.wrong_status" });
    }
  });
});
