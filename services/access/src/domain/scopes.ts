const daily = ["journeys", "templates", "approvals", "delegations", "timeline", "notifications", "recipients"];
const administrative = ["users", "webhooks", "keys"];

const readAndWrite = (resource: string): readonly string[] => [`${resource}:read`, `${resource}:write`];

/** Every scope that a credential can hold (contract §1, "Scopes"). */
export const allScopes: readonly string[] = [
  ...[...daily, ...administrative].flatMap(readAndWrite),
  "approvals:decide",
  "delegations:admin",
  "keys:admin",
  "webhooks:admin",
  "tenants:admin",
  "act_as",
  "act_as:decide",
];

/** What an application of a bank's staff needs: the daily work in anybody's name, nothing of administration. */
export const applicationScopes: readonly string[] = [
  ...daily.flatMap(readAndWrite),
  "users:read",
  "approvals:decide",
  "act_as",
  "act_as:decide",
];
