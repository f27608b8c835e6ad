import type { SentUser } from "../domain/parse-put-user.ts";

const fiveMillion = [{ approvalType: "*", amount: "5000000", currency: "SAR" }];
const managerId = "usr_manager_001";

/** The users that the seed's requests name; they exist in every development tenant. */
export const developmentUsers: readonly SentUser[] = [
  {
    userId: managerId,
    displayName: "Fahad Al-Dosari",
    roles: ["relationship_team_manager"],
    approvalLimits: fiveMillion,
  },
  { userId: "usr_deputy_002", displayName: "Layla Al-Zahrani", roles: ["deputy_manager"] },
  { userId: "usr_rm_001", displayName: "Ahmed Al-Rashidi", roles: ["relationship_manager"], managerId },
  { userId: "usr_rm_002", displayName: "Noura Al-Harbi", roles: ["relationship_manager"], managerId },
  {
    userId: "usr_credit_001",
    displayName: "Khalid Al-Otaibi",
    roles: ["credit_analyst"],
    approvalLimits: fiveMillion,
  },
  {
    userId: "usr_credit_002",
    displayName: "Sara Al-Qahtani",
    roles: ["credit_analyst"],
    approvalLimits: fiveMillion,
  },
];
