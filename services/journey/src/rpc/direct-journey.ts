import { accepted, type Decision, type Instant, type Result } from "@omni/kernel";
import type { Actor, Answer, Call } from "@omni/platform/rpc";
import { isOpen, type Journey } from "../domain/journey.ts";
import { type Director, mayMove } from "../domain/who-may.ts";
import type { JourneyReply } from "../journey-reply.ts";
import type { Deps } from "./deps.ts";
import { findUser } from "./users.ts";

/** By assignee: whether he answers to the actor, or why that could not be found out. */
type Managed = ReadonlyMap<string, Result<boolean>>;

/**
 * Changes a journey by a decision that its assignee's manager may take as well. Whose manager the actor is, is asked
 * only where it decides, and once; what keeps it from being found out is told only then.
 */
export function directJourney(
  deps: Pick<Deps, "journeys" | "access">,
  call: Call<{ readonly journeyId?: string }, JourneyReply>,
  decide: (journey: Journey, now: Instant, director: Director) => Decision<Journey>,
): Promise<Result<Answer<JourneyReply>>> {
  const { actor } = call;
  const answers = new Map<string, Result<boolean>>();
  return deps.journeys.change(
    call,
    call.request.journeyId ?? "",
    (journey, now, managed: Managed) => decide(journey, now, directorOf(actor, journey, managed)),
    async (journey) => {
      const asked = assigneeInQuestion(journey, actor);
      if (asked !== undefined) answers.set(asked, await manages(deps, call, asked));
      return accepted(answers);
    },
    (managed, journey) => {
      const asked = assigneeInQuestion(journey, actor);
      return asked === undefined || managed.has(asked);
    },
  );
}

/** The assignee, where it depends on his manager whether the actor may direct the journey. */
const assigneeInQuestion = (journey: Journey, actor: Actor): string | undefined =>
  isOpen(journey) && !mayMove(journey, actor) && journey.assignee?.type === "user" ? journey.assignee.id : undefined;

function directorOf(actor: Actor, journey: Journey, managed: Managed): Director {
  const { id, roles, teams } = actor;
  const asked = assigneeInQuestion(journey, actor);
  const answer = asked === undefined ? undefined : managed.get(asked);
  return { id, roles, teams, managesAssignee: answer ?? accepted(false) };
}

async function manages(
  deps: Pick<Deps, "access">,
  call: Pick<Call, "actor" | "onward">,
  assigneeId: string,
): Promise<Result<boolean>> {
  const user = await findUser(deps, call, assigneeId);
  return user.ok ? accepted(user.value?.managerId === call.actor.id) : user;
}
