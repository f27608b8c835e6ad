import { accepted, type Fault, invalid, isCallerId, type Result } from "@omni/kernel";
import { parseApprovalLimits, type SentApprovalLimit } from "./parse-approval-limits.ts";
import type { PutUser } from "./put-user.ts";

/** A PUT as it arrives: anything may be missing. */
export interface SentUser {
  readonly userId?: string;
  readonly displayName?: string;
  readonly roles?: readonly string[];
  readonly teams?: readonly string[];
  readonly managerId?: string;
  /** Absent means active. */
  readonly active?: boolean;
  readonly approvalLimits?: readonly SentApprovalLimit[];
}

/** Roles of one user, and teams, at most. */
export const idsMax = 50;
/** Roles and teams together: they travel with every call that the user makes, in a header of at most 8 KiB. */
export const idCharactersMax = 4_000;
const nameCharactersMax = 200;
const idRule = "Must be 1 to 128 letters, digits or any of . _ : @ -";

/** Reads what a PUT says of a user. Refuses with a pointer per fault; the name is kept exactly as it was sent. */
export function parsePutUser(sent: SentUser): Result<PutUser> {
  const { userId = "", displayName = "", roles = [], teams = [], managerId, active = true } = sent;
  const limits = parseApprovalLimits(sent.approvalLimits ?? [], "/approvalLimits");
  const faults = [
    ...(isCallerId(userId) ? [] : [{ pointer: "/userId", detail: `${idRule}.` }]),
    ...nameFaults(displayName),
    ...idListFaults("/roles", roles),
    ...idListFaults("/teams", teams),
    ...lengthFaults([...roles, ...teams]),
    ...managerFaults(managerId, userId),
  ];
  // The limits' own code (money.use_string) says more than request.invalid, so it wins; all faults are told.
  if (!limits.ok) return { ...limits, faults: [...faults, ...limits.faults] };
  if (faults.length > 0) return invalid(...faults);
  const manager = managerId === undefined ? {} : { managerId };
  return accepted({ id: userId, displayName, roles, teams, ...manager, active, approvalLimits: limits.value });
}

function nameFaults(name: string): readonly Fault[] {
  const pointer = "/displayName";
  // Code points, so that a letter outside the basic plane counts once.
  if (name.trim() === "" || Array.from(name).length > nameCharactersMax) {
    return [{ pointer, detail: `Must have 1 to ${nameCharactersMax} characters, not all of them blank.` }];
  }
  if (name.isWellFormed() && !/\p{Cc}/u.test(name)) return [];
  return [{ pointer, detail: "Must be well-formed text without control characters." }];
}

function idListFaults(pointer: string, ids: readonly string[]): readonly Fault[] {
  if (ids.length > idsMax) return [{ pointer, detail: `Must have at most ${idsMax} items.` }];
  return ids.flatMap((id, index) => {
    const at = `${pointer}/${index}`;
    if (!isCallerId(id)) return [{ pointer: at, detail: `${idRule}.` }];
    return ids.indexOf(id) < index ? [{ pointer: at, detail: "Must be named only once." }] : [];
  });
}

function lengthFaults(ids: readonly string[]): readonly Fault[] {
  // Each has two quotes and a comma beside it when it travels.
  const characters = ids.reduce((sum, id) => sum + id.length + 3, 0);
  if (characters <= idCharactersMax) return [];
  return [{ pointer: "/roles", detail: `Roles and teams together must not exceed ${idCharactersMax} characters.` }];
}

function managerFaults(managerId: string | undefined, userId: string): readonly Fault[] {
  if (managerId === undefined) return [];
  if (!isCallerId(managerId)) return [{ pointer: "/managerId", detail: `${idRule}.` }];
  return managerId === userId ? [{ pointer: "/managerId", detail: "Must be another user." }] : [];
}
