import { accepted, type Decision, refusal } from "@omni/kernel";
import { describe, expect, test } from "vitest";
import { advance } from "./advance.ts";
import { assign } from "./assign.ts";
import { cancel } from "./cancel.ts";
import { claim } from "./claim.ts";
import { complete } from "./complete.ts";
import { hold } from "./hold.ts";
import type { Assignee, Journey } from "./journey.ts";
import { type JourneyCommand, journeyCommands } from "./lifecycle.ts";
import { release } from "./release.ts";
import { resume } from "./resume.ts";
import type { Director } from "./who-may.ts";
import { anybody, begun, directorOf, someJourney } from "../testing/some-journey.ts";

const reason = "As agreed";
const attempt: Readonly<Record<JourneyCommand, (journey: Journey, director: Director) => Decision<Journey>>> = {
  advance: (journey, who) => advance(journey, { stepId: "s1", outcome: "passed" }, who, begun),
  assign: (journey, who) => {
    const command = { assignee: { id: "usr_2", type: "user" }, notifyAssignee: true } as const;
    return assign(journey, command, who, accepted(undefined), begun);
  },
  claim: (journey, who) => claim(journey, who, begun),
  resume: (journey, who) => resume(journey, who, begun),
  complete: (journey, who) => complete(journey, { outcome: "success" }, who, begun),
  cancel: (journey, who) => cancel(journey, { reason }, who, begun),
  hold: (journey, who) => hold(journey, { reason }, who, begun),
  release: (journey, who) => release(journey, { reason }, who, begun),
};

/** The commands that are not refused for want of a right. */
const allowed = (assignee: Assignee | undefined, director: Director): readonly JourneyCommand[] =>
  journeyCommands.filter((command) => {
    const decision = attempt[command](someJourney([{}], { assignee }), director);
    return decision.ok || decision.code !== "journey.not_yours";
  });

const owner: Assignee = { id: "usr_owner", type: "user" };
const team: Assignee = { id: "team_a", type: "team" };
const moving: readonly JourneyCommand[] = ["advance", "resume", "complete"];
const directing: readonly JourneyCommand[] = ["assign", "cancel", "hold", "release"];
const supervisor = { ...anybody, roles: ["teller", "journey_supervisor"] };

describe("who may", () => {
  test.each<[string, Assignee | undefined, Director, readonly JourneyCommand[]]>([
    ["anybody, while nobody is assigned", undefined, directorOf(anybody), journeyCommands],
    ["the assignee", owner, directorOf({ ...anybody, id: "usr_owner" }), [...moving, ...directing]],
    ["a member of the assigned team", team, directorOf({ ...anybody, teams: ["x", "team_a"] }), journeyCommands],
    ["a supervisor, of a user's", owner, directorOf(supervisor), [...moving, ...directing]],
    ["a supervisor, of a team's", team, directorOf(supervisor), [...moving, ...directing]],
    ["the assignee's manager", owner, directorOf(anybody, true), directing],
    ["a stranger", owner, directorOf(anybody), []],
    ["a member of another team", team, directorOf({ ...anybody, teams: ["team_b"] }), []],
    ["a member of a team named like the assignee", owner, directorOf({ ...anybody, teams: ["usr_owner"] }), []],
    ["a user named like the assigned team", team, directorOf({ ...anybody, id: "team_a" }), []],
  ])("%s", (_who, assignee, director, commands) => {
    expect(allowed(assignee, director).toSorted()).toEqual(commands.toSorted());
  });
});

test("whose manager the actor is counts only where it decides", () => {
  const away = refusal("service.unavailable");
  const unsure = directorOf(anybody, "unknown");
  const owned = someJourney([{}], { assignee: owner });
  for (const command of directing) expect(attempt[command](owned, unsure)).toEqual(away);
  for (const command of moving) expect(attempt[command](owned, unsure)).toMatchObject({ code: "journey.not_yours" });
  expect(attempt.cancel(owned, directorOf(supervisor, "unknown"))).toMatchObject({ ok: true });
});

describe("refusals come in the contract's order", () => {
  test.each(journeyCommands)("%s: closed, held, who may, the rest", (command) => {
    const stranger = directorOf(anybody);
    const foreign = someJourney([{}], { assignee: owner, heldSince: begun });
    for (const status of ["completed", "cancelled"] as const) {
      expect(attempt[command]({ ...foreign, status }, stranger)).toMatchObject({
        code: "journey.closed",
        facts: { journeyStatus: status },
      });
    }
    const onHold = command === "cancel" || command === "release" ? "journey.not_yours" : "journey.on_hold";
    expect(attempt[command](foreign, stranger)).toMatchObject({ code: onHold });
    const running = { ...foreign, heldSince: undefined };
    for (const status of ["created", "in_progress", "assigned"] as const) {
      expect(attempt[command]({ ...running, status }, stranger)).toMatchObject({ code: "journey.not_yours" });
    }
  });
});
