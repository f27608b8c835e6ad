import { accepted } from "@omni/kernel";
import type { JourneyServiceDefinition, RpcOf } from "@omni/platform/rpc";
import type { Deps } from "./deps.ts";
import { createJourney, parseCreateJourney } from "../domain/create-journey.ts";
import { openMapText } from "./open-map-text.ts";
import { knownAssignee } from "./users.ts";

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
      assignee === undefined ? accepted(undefined) : knownAssignee(deps, call, assignee),
    ]);
    return deps.journeys.create(call, {
      prefix: "jrn_",
      decide: (id, now) => (known.ok ? createJourney(id, command.value, template, call.actor.id, now) : known),
    });
  };
