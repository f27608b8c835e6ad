import { refusal } from "@omni/kernel";
import type { RpcOf, TemplateServiceDefinition } from "@omni/platform/rpc";
import type { Deps } from "./deps.ts";
import { type Template, type TemplateVersion, versionsOf } from "../domain/template.ts";
import { showVersion } from "./show-version.ts";

/**
 * Answers one version of a template, the current one unless another is asked for, with the template's ETag. Refuses
 * `template.not_found` for an unknown or foreign id and `template.version_not_found`.
 */
export const getTemplate =
  ({ templates }: Pick<Deps, "templates">): RpcOf<TemplateServiceDefinition, "getTemplate"> =>
  async (call) => {
    const { templateId = "", version } = call.request;
    let known = true;
    const shown = (template: Template): TemplateVersion => {
      const found = version === undefined ? template : versionsOf(template).find((one) => one.version === version);
      known = found !== undefined;
      return found ?? template;
    };
    const answered = await showVersion(call, shown, (read) => templates.read(read, templateId));
    return known ? answered : refusal("template.version_not_found", { facts: { templateId } });
  };
