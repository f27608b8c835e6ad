import { accepted, type Decision, type DomainEvent, type Instant, type JsonObject } from "@omni/kernel";
import type { User, UserFields } from "./user.ts";

/** The command of PUT: all of a user under the caller's id. */
export interface PutUser extends UserFields {
  readonly id: string;
}

const fieldNames = ["displayName", "roles", "teams", "managerId", "active", "approvalLimits"] as const;
type FieldName = (typeof fieldNames)[number];

/**
 * Creates or replaces a user. Emits `user.changed` only when something changed; a PUT of what already stands writes
 * nothing. The order of roles and teams and the digits of an amount are answered as sent, so they count as a change.
 */
export function putUser(user: User | undefined, command: PutUser, now: Instant): Decision<User> {
  const changed = user ? fieldNames.filter((name) => !sameValue(user[name], command[name])) : fieldNames;
  if (user && changed.length === 0) return accepted({ state: user, events: [] });
  const next: User = { ...command, createdAt: user?.createdAt ?? now, updatedAt: now };
  return accepted({ state: next, events: [userChanged(user, next, changed)] });
}

// Both sides were made by the same parser, so equal values have equal texts.
const sameValue = (left: UserFields[FieldName], right: UserFields[FieldName]): boolean =>
  JSON.stringify(left) === JSON.stringify(right);

const userChanged = (before: User | undefined, after: User, changed: readonly FieldName[]): DomainEvent => ({
  type: "user.changed",
  subjects: [{ type: "user", id: after.id }],
  summary: summaryOf(before, after, changed),
  data: eventData(before, after),
});

function summaryOf(before: User | undefined, after: User, changed: readonly FieldName[]): string {
  if (!before) return "User created";
  if (before.active !== after.active) return after.active ? "User activated" : "User deactivated";
  return `User changed: ${changed.join(", ")}`;
}

// The allow-list: the name is personal data, and limits are asked for from here whenever they count.
const eventData = (before: User | undefined, after: User): JsonObject => ({
  userId: after.id,
  change: before ? "updated" : "created",
  active: after.active,
  roles: after.roles,
  teams: after.teams,
  ...(after.managerId === undefined ? {} : { managerId: after.managerId }),
});
