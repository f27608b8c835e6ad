import type { Instant, Money } from "@omni/kernel";

/** The most that a user may approve by himself, for one approval type or (`*`) for all without a limit of their own. */
export interface ApprovalLimit {
  readonly approvalType: string;
  readonly money: Money;
}

/** What a caller says of a user; a PUT replaces all of it. */
export interface UserFields {
  readonly displayName: string;
  readonly roles: readonly string[];
  readonly teams: readonly string[];
  readonly managerId?: string;
  readonly active: boolean;
  readonly approvalLimits: readonly ApprovalLimit[];
}

/** A human of a tenant, under the id that the tenant's own systems use. Users are deactivated, never deleted. */
export interface User extends UserFields {
  readonly id: string;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
}
