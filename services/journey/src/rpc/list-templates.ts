import { accepted } from "@omni/kernel";
import type { RpcOf, TemplateServiceDefinition } from "@omni/platform/rpc";
import { listName, listPages, pageOf, paginationOf } from "@omni/platform/store";
import type { Deps } from "./deps.ts";
import { parseTemplateFilter } from "../domain/template-filter.ts";
import { templatesBy } from "../templates.ts";

/** Lists the tenant's templates, newest first; filters that match none give an empty list. */
export const listTemplates =
  ({ templates }: Pick<Deps, "templates">): RpcOf<TemplateServiceDefinition, "listTemplates"> =>
  async (call) => {
    const { page, ...asked } = call.request;
    const filter = parseTemplateFilter(asked);
    if (!filter.ok) return filter;
    const list = listName("templates", { ...filter.value });
    const query = pageOf(page, listPages, list, templatesBy(filter.value));
    if (!query.ok) return query;
    const found = await templates.find(call.scope, query.value);
    if (!found.ok) return found;
    const pagination = paginationOf(found.value, query.value, list);
    return accepted(call.answer({ templates: found.value.items, pagination }));
  };
