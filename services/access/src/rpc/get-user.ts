import type { AccessServiceDefinition, RpcOf } from "@omni/platform/rpc";
import type { Deps } from "./deps.ts";

/** Answers one user with its ETag; `user.not_found` for an unknown or foreign id. */
export const getUser =
  ({ users }: Pick<Deps, "users">): RpcOf<AccessServiceDefinition, "getUser"> =>
  (call) =>
    users.read(call, call.request.userId ?? "");
