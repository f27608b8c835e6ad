import type { RpcOf, TemplateServiceDefinition } from "@omni/platform/rpc";
import type { Deps } from "./deps.ts";

/** Answers one template with its ETag; `template.not_found` for an unknown or foreign id. */
export const getTemplate =
  ({ templates }: Pick<Deps, "templates">): RpcOf<TemplateServiceDefinition, "getTemplate"> =>
  (call) =>
    templates.read(call, call.request.templateId ?? "");
