import type { Data } from "./model-step.ts";

// The state table of contract §2, "Journeys", written down a second time from its text alone. Only tests import this
// file.

export type ModelStatus = "created" | "in_progress" | "assigned" | "completed" | "cancelled";

export interface Person {
  readonly id: string;
  readonly roles: readonly string[];
  readonly teams: readonly string[];
  readonly managerId?: string;
}

export interface ModelAssignee {
  readonly id: string;
  readonly type: "user" | "team";
}

export type ModelCommand =
  | {
      readonly kind: "advance";
      readonly stepId: string;
      readonly outcome: "passed" | "failed" | "skipped" | "waived";
      readonly data: Data | undefined;
    }
  | { readonly kind: "assign"; readonly to: ModelAssignee }
  | { readonly kind: "claim" | "resume" | "complete" | "cancel" | "hold" | "release" };

interface Row {
  readonly from: readonly ModelStatus[];
  readonly command: ModelCommand["kind"];
  readonly to: ModelStatus | "stays";
}

export const open: readonly ModelStatus[] = ["created", "in_progress", "assigned"];

/** "From · Command · To", row by row. */
const table: readonly Row[] = [
  { from: ["created"], command: "assign", to: "created" },
  { from: ["created"], command: "claim", to: "created" },
  { from: ["created", "in_progress"], command: "advance", to: "in_progress" },
  { from: ["in_progress", "assigned"], command: "assign", to: "assigned" },
  { from: ["assigned"], command: "resume", to: "in_progress" },
  { from: ["assigned"], command: "claim", to: "in_progress" },
  { from: ["assigned"], command: "advance", to: "in_progress" },
  { from: ["in_progress"], command: "complete", to: "completed" },
  // Where `when` leaves no required step there is nothing to advance: see docs/decisions.
  { from: ["created"], command: "complete", to: "completed" },
  { from: open, command: "cancel", to: "cancelled" },
  { from: open, command: "hold", to: "stays" },
  { from: open, command: "release", to: "stays" },
];

/** The row by which a command is taken in a status; `undefined` when the table has none. */
export const rowOf = (status: ModelStatus, { kind }: ModelCommand): Row | undefined =>
  table.find(({ command, from }) => command === kind && from.includes(status));
