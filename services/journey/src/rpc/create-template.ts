import { refusal } from "@omni/kernel";
import type { RpcOf, TemplateServiceDefinition } from "@omni/platform/rpc";
import type { Deps } from "./deps.ts";
import { createTemplate, parseCreateTemplate } from "../domain/create-template.ts";
import { current, showVersion } from "./show-version.ts";

/** Makes a template. Refuses `request.invalid`, `request.too_large` and `template.id_taken`. */
export const createTemplateRpc =
  ({ templates }: Pick<Deps, "templates">): RpcOf<TemplateServiceDefinition, "createTemplate"> =>
  async (call) => {
    const command = parseCreateTemplate(call.request);
    if (!command.ok) return command;
    const { id } = command.value;
    return showVersion(call, current, (made) =>
      templates.create(made, {
        prefix: "tmpl_",
        ...(id === undefined ? {} : { id }),
        decide: (newId, now) => createTemplate(newId, command.value, call.actor.id, now),
        taken: (templateId) => refusal("template.id_taken", { facts: { templateId } }),
      }),
    );
  };
