import { accepted, type Refusal, refusal, type Result } from "@omni/kernel";
import type { Call } from "@omni/platform/rpc";
import type { Deps } from "./deps.ts";
import type { Assignee } from "../domain/journey.ts";

type Asking = Pick<Call, "actor" | "onward">;

/** What is asked of a user besides the actor, of whom the call knows everything. */
interface KnownUser {
  readonly active: boolean;
  readonly managerId: string | undefined;
}

/** Asked in the caller's name; `undefined` for nobody's id. */
export async function findUser(
  { access }: Pick<Deps, "access">,
  call: Asking,
  userId: string,
): Promise<Result<KnownUser | undefined>> {
  const outgoing = await call.onward("access");
  if (!outgoing.ok) return outgoing;
  const found = await access.getUser(outgoing.value, { userId });
  if (!found.ok) return found.code === "user.not_found" ? accepted(undefined) : found;
  const { active = false, managerId } = found.value.reply;
  return accepted({ active, managerId });
}

/** Whether a journey can be somebody's. Teams are labels, so nobody knows them; the actor has just been vouched for. */
export async function knownAssignee(
  deps: Pick<Deps, "access">,
  call: Asking,
  { id, type }: Assignee,
): Promise<Result<undefined>> {
  if (type === "team" || id === call.actor.id) return accepted(undefined);
  const user = await findUser(deps, call, id);
  if (!user.ok) return user;
  if (user.value === undefined) return assigneeFault("user.unknown", id, "There is no such user.");
  return user.value.active ? accepted(undefined) : assigneeFault("user.inactive", id, "The user is not active.");
}

const assigneeFault = (code: string, userId: string, detail: string): Refusal =>
  refusal(code, { facts: { userId }, faults: [{ pointer: "/assigneeId", detail }] });
