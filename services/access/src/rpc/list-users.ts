import { accepted } from "@omni/kernel";
import type { AccessServiceDefinition, RpcOf } from "@omni/platform/rpc";
import { listName, listPages, pageOf, paginationOf } from "@omni/platform/store";
import { usersBy } from "../users.ts";
import type { Deps } from "./deps.ts";

/** Lists the tenant's users, newest first; filters that match nobody give an empty list. */
export const listUsers =
  ({ users }: Pick<Deps, "users">): RpcOf<AccessServiceDefinition, "listUsers"> =>
  async (call) => {
    const { role, team, active, page } = call.request;
    const list = listName("users", { role, team, active });
    const query = pageOf(page, listPages, list, usersBy({ role, team, active }));
    if (!query.ok) return query;
    const found = await users.find(call.scope, query.value);
    if (!found.ok) return found;
    const pagination = paginationOf(found.value, query.value, list);
    return accepted(call.answer({ users: found.value.items, pagination }));
  };
