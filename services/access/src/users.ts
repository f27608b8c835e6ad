import { formatInstant } from "@omni/kernel";
import type { AccessServiceDefinition, ReplyOf } from "@omni/platform/rpc";
import { collection, type Collection, type Filter } from "@omni/platform/store";
import type { User } from "./domain/user.ts";

export type UserReply = ReplyOf<AccessServiceDefinition, "getUser">;
export type Users = Collection<User, UserReply, UserReply>;

/** Users under their tenant's own ids; found by role, by team and by whether they are active. */
export const users = collection<User, UserReply, UserReply>({
  name: "users",
  aggregate: "user",
  schema: 1,
  // The text was written by `encode` below, from a state that the domain's parser had made.
  decode: (text) => JSON.parse(text) as User,
  encode: (user) => JSON.stringify(user),
  summary: toReply,
  createdAt: (user) => user.createdAt,
  indexes: { active: activity },
  manyIndexes: { role: (user) => user.roles, team: (user) => user.teams },
  reply: toReply,
  status: activity,
  missing: "user.not_found",
});

export interface UserFilter {
  readonly role: string | undefined;
  readonly team: string | undefined;
  readonly active: boolean | undefined;
}

/** The users whom all given conditions fit, newest first. */
export const usersBy = ({ role, team, active }: UserFilter): Filter => ({
  any: [
    {
      ...(role === undefined ? {} : { role }),
      ...(team === undefined ? {} : { team }),
      ...(active === undefined ? {} : { active: activity({ active }) }),
    },
  ],
  order: "desc",
});

/** The value of the index `active`, and the status in the ETag. */
function activity({ active }: Pick<User, "active">): "active" | "inactive" {
  return active ? "active" : "inactive";
}

function toReply(user: User): UserReply {
  return {
    id: user.id,
    displayName: user.displayName,
    roles: user.roles,
    teams: user.teams,
    managerId: user.managerId,
    active: user.active,
    approvalLimits: user.approvalLimits.map(({ approvalType, money }) => ({
      approvalType,
      amount: money.digits,
      currency: money.currency,
      amountAsString: money.form === "string",
    })),
    createdAt: formatInstant(user.createdAt),
    updatedAt: formatInstant(user.updatedAt),
  };
}
