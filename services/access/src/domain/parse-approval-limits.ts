import { accepted, invalid, isCallerId, parseMoney, type Refusal, type Result } from "@omni/kernel";
import type { ApprovalLimit } from "./user.ts";

/** A limit as it arrives: anything may be missing. */
export interface SentApprovalLimit {
  readonly approvalType?: string;
  readonly amount?: string;
  readonly currency?: string;
  /** Whether the amount came as a JSON string. */
  readonly amountAsString?: boolean;
}

/** Limits of one user, at most. */
export const limitsMax = 50;

/** Reads a user's limits, each approval type once; money by the rules of `parseMoney`, with a pointer per fault. */
export function parseApprovalLimits(
  sent: readonly SentApprovalLimit[],
  pointer: string,
): Result<readonly ApprovalLimit[]> {
  if (sent.length > limitsMax) return invalid({ pointer, detail: `Must have at most ${limitsMax} items.` });
  const types = sent.map((limit) => limit.approvalType);
  const limits = sent.map((limit, index) =>
    types.indexOf(limit.approvalType) < index
      ? invalid({ pointer: `${pointer}/${index}/approvalType`, detail: "Must be named only once." })
      : parseLimit(limit, `${pointer}/${index}`),
  );
  const refusals = limits.filter((limit) => !limit.ok);
  if (refusals.length > 0) return merged(refusals);
  return accepted(limits.flatMap((limit) => (limit.ok ? [limit.value] : [])));
}

function parseLimit(sent: SentApprovalLimit, pointer: string): Result<ApprovalLimit> {
  const { approvalType = "", amount = "", currency = "", amountAsString = false } = sent;
  if (approvalType !== "*" && !isCallerId(approvalType)) {
    return invalid({
      pointer: `${pointer}/approvalType`,
      detail: "Must be * or an approval type of 1 to 128 characters.",
    });
  }
  const money = parseMoney(amount, amountAsString ? "string" : "number", currency, pointer);
  return money.ok ? accepted({ approvalType, money: money.value }) : money;
}

function merged(refusals: readonly Refusal[]): Refusal {
  const faults = refusals.flatMap((refusal) => refusal.faults);
  const special = refusals.find((refusal) => refusal.code !== "request.invalid");
  return special ? { ...special, faults } : invalid(...faults);
}
