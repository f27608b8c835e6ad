import { accepted, type Refusal, refusal, type Result } from "@omni/kernel";
import type { Call, JourneyServiceDefinition, RpcOf } from "@omni/platform/rpc";
import type { Deps } from "./deps.ts";
import { createJourney, parseCreateJourney } from "../domain/create-journey.ts";
import type { Assignee } from "../domain/journey.ts";
import { openMapText } from "./open-map-text.ts";

/**
 * Begins a journey. Refuses `request.invalid`, `request.too_large`, `template.unknown`, `template.not_active`,
 * `user.unknown` and `user.inactive` for the assignee.
 */
export const createJourneyRpc =
  (deps: Pick<Deps, "journeys" | "templates" | "access">): RpcOf<JourneyServiceDefinition, "createJourney"> =>
  async (call) => {
    const context = openMapText(call.request.context, "/context");
    if (!context.ok) return context;
    const command = parseCreateJourney({ ...call.request, context: context.value });
    if (!command.ok) return command;
    const { templateId, assignee } = command.value;
    // Asked before the write and not again: templates and users are never deleted. Judged inside `decide`, so that a
    // repeat with the same key gets its first answer whatever has become of them since.
    const [template, known] = await Promise.all([
      deps.templates.load(call.scope, templateId),
      knownAssignee(deps, call, assignee),
    ]);
    return deps.journeys.create(call, {
      prefix: "jrn_",
      decide: (id, now) => (known.ok ? createJourney(id, command.value, template, call.actor.id, now) : known),
    });
  };

/** Teams are labels, so nobody knows them; the actor has just been vouched for. */
async function knownAssignee(
  { access }: Pick<Deps, "access">,
  call: Pick<Call, "actor" | "onward">,
  assignee: Assignee | undefined,
): Promise<Result<undefined>> {
  if (assignee === undefined || assignee.type === "team" || assignee.id === call.actor.id) return accepted(undefined);
  const outgoing = await call.onward("access");
  if (!outgoing.ok) return outgoing;
  const found = await access.getUser(outgoing.value, { userId: assignee.id });
  if (!found.ok) return found.code === "user.not_found" ? assigneeFault("user.unknown", assignee) : found;
  return found.value.reply.active === true ? accepted(undefined) : assigneeFault("user.inactive", assignee);
}

const assigneeFault = (code: "user.unknown" | "user.inactive", { id }: Assignee): Refusal =>
  refusal(code, {
    facts: { userId: id },
    faults: [
      {
        pointer: "/assigneeId",
        detail: code === "user.unknown" ? "There is no such user." : "The user is not active.",
      },
    ],
  });
