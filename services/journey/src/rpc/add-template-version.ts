import type { RpcOf, TemplateServiceDefinition } from "@omni/platform/rpc";
import type { Deps } from "./deps.ts";
import { addTemplateVersion, parseAddTemplateVersion } from "../domain/add-template-version.ts";
import { type Template, versionsOf } from "../domain/template.ts";
import { showVersion } from "./show-version.ts";

const newest = (template: Template) => versionsOf(template).at(-1) ?? template;

/**
 * Adds the next version to a template and answers it. Refuses `request.invalid`, `request.too_large`,
 * `template.archived`, `template.too_many_versions` and `template.too_large`.
 */
export const addTemplateVersionRpc =
  ({ templates }: Pick<Deps, "templates">): RpcOf<TemplateServiceDefinition, "addTemplateVersion"> =>
  async (call) => {
    const command = parseAddTemplateVersion(call.request);
    if (!command.ok) return command;
    return showVersion(call, newest, (changed) =>
      templates.change(changed, call.request.templateId ?? "", (template, now) =>
        addTemplateVersion(template, command.value, call.actor.id, now),
      ),
    );
  };
