import { invalid, type Refusal, refusal, type Scope } from "@omni/kernel";
import type { AccessServiceDefinition, RpcOf } from "@omni/platform/rpc";
import { parsePutUser } from "../domain/parse-put-user.ts";
import { putUser } from "../domain/put-user.ts";
import type { Users } from "../users.ts";
import type { Deps } from "./deps.ts";

/** Creates or replaces a user. Refuses `request.invalid`, `money.use_string`, and `user.unknown` for the manager. */
export const putUserRpc =
  ({ users }: Pick<Deps, "users">): RpcOf<AccessServiceDefinition, "putUser"> =>
  async (call) => {
    const command = parsePutUser(call.request);
    if (!command.ok) return command;
    const fault = await managerFault(users, call.scope, command.value.managerId);
    if (fault) return fault;
    return users.put(call, command.value.id, (user, now) => putUser(user, command.value, now));
  };

// Asked before the write and not again: users are never deleted, so a manager who was known stays known.
async function managerFault(users: Users, scope: Scope, managerId: string | undefined): Promise<Refusal | undefined> {
  if (managerId === undefined || (await users.load(scope, managerId))) return undefined;
  const { faults } = invalid({ pointer: "/managerId", detail: "There is no such user." });
  return refusal("user.unknown", { facts: { userId: managerId }, faults });
}
