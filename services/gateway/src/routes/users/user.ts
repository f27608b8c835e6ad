import { z } from "@hono/zod-openapi";
import type { ApprovalLimit } from "@omni/proto/generated/omni/access/v1/ApprovalLimit";
import type { User } from "@omni/proto/generated/omni/access/v1/User";
import { rawJson } from "../../json-writer.ts";

const approvalLimitSchema = z
  .strictObject({
    approvalType: z.string().openapi({ description: 'An approval type, or "*" for all others.' }),
    amount: z
      .union([z.number(), z.string()])
      .openapi({ description: "In major units, in the shape in which it came." }),
    currency: z.string(),
  })
  .openapi("ApprovalLimit");

export const userSchema = z
  .strictObject({
    id: z.string(),
    displayName: z.string(),
    roles: z.array(z.string()),
    teams: z.array(z.string()),
    managerId: z.string().optional(),
    active: z.boolean(),
    approvalLimits: z.array(approvalLimitSchema),
    createdAt: z.string(),
    updatedAt: z.string(),
  })
  .openapi("User");

export const toUser = (user: User) => ({
  id: user.id ?? "",
  displayName: user.displayName ?? "",
  roles: user.roles,
  teams: user.teams,
  managerId: user.managerId,
  active: user.active ?? false,
  approvalLimits: user.approvalLimits.map(toApprovalLimit),
  createdAt: user.createdAt ?? "",
  updatedAt: user.updatedAt ?? "",
});

const toApprovalLimit = ({ approvalType = "", amount = "0", amountAsString, currency = "" }: ApprovalLimit) => ({
  approvalType,
  amount: amountAsString ? amount : rawJson(amount),
  currency,
});

export const userExample = {
  id: "usr_credit_001",
  displayName: "Khalid Al-Otaibi",
  roles: ["credit_analyst"],
  teams: ["team_credit"],
  managerId: "usr_manager_001",
  active: true,
  approvalLimits: [{ approvalType: "*", amount: 5000000, currency: "SAR" }],
  createdAt: "2024-01-15T09:00:00Z",
  updatedAt: "2024-01-15T09:00:00Z",
};
