import type { RpcOf, TemplateServiceDefinition } from "@omni/platform/rpc";
import type { Deps } from "./deps.ts";
import { archiveTemplate } from "../domain/archive-template.ts";
import { current, showVersion } from "./show-version.ts";

/** Ends a template for good. Refuses `template.archived`. */
export const archiveTemplateRpc =
  ({ templates }: Pick<Deps, "templates">): RpcOf<TemplateServiceDefinition, "archiveTemplate"> =>
  (call) =>
    showVersion(call, current, (changed) =>
      templates.change(changed, call.request.templateId ?? "", (template, now) => archiveTemplate(template, now)),
    );
