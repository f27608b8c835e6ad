import type { RpcOf, TemplateServiceDefinition } from "@omni/platform/rpc";
import type { Deps } from "./deps.ts";
import { parsePublishTemplate, publishTemplate } from "../domain/publish-template.ts";
import { current, showVersion } from "./show-version.ts";

/**
 * Makes a draft the active version. Refuses `request.invalid`, `template.archived`, `template.version_unknown` and
 * `template.nothing_to_publish`.
 */
export const publishTemplateRpc =
  ({ templates }: Pick<Deps, "templates">): RpcOf<TemplateServiceDefinition, "publishTemplate"> =>
  async (call) => {
    const command = parsePublishTemplate(call.request);
    if (!command.ok) return command;
    return showVersion(call, current, (changed) =>
      templates.change(changed, call.request.templateId ?? "", (template, now) =>
        publishTemplate(template, command.value, call.actor.id, now),
      ),
    );
  };
