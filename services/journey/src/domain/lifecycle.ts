export const journeyStatuses = ["created", "in_progress", "assigned", "completed", "cancelled"] as const;
export type JourneyStatus = (typeof journeyStatuses)[number];

export const journeyCommands = [
  "assign",
  "claim",
  "advance",
  "resume",
  "complete",
  "cancel",
  "hold",
  "release",
] as const;
export type JourneyCommand = (typeof journeyCommands)[number];

/** Contract §2, "Journeys": from which status a command leads to which. No entry means no way. */
const ways: Readonly<Record<JourneyStatus, Readonly<Partial<Record<JourneyCommand, JourneyStatus>>>>> = {
  created: {
    assign: "created",
    claim: "created",
    advance: "in_progress",
    // Its guard lets nothing pass here, unless `when` has skipped every required step.
    complete: "completed",
    cancel: "cancelled",
    hold: "created",
    release: "created",
  },
  in_progress: {
    assign: "assigned",
    advance: "in_progress",
    complete: "completed",
    cancel: "cancelled",
    hold: "in_progress",
    release: "in_progress",
  },
  // Handed over, not yet taken up.
  assigned: {
    assign: "assigned",
    claim: "in_progress",
    advance: "in_progress",
    resume: "in_progress",
    cancel: "cancelled",
    hold: "assigned",
    release: "assigned",
  },
  completed: {},
  cancelled: {},
};

/** The status after a command; `undefined` when the status does not allow it. */
export const statusAfter = (status: JourneyStatus, command: JourneyCommand): JourneyStatus | undefined =>
  ways[status][command];

/** Whether a journey of this status can still be moved. */
export function isOpenStatus(status: JourneyStatus): boolean {
  switch (status) {
    case "created":
    case "in_progress":
    case "assigned":
      return true;
    case "completed":
    case "cancelled":
      return false;
  }
}

/** Whether a command is taken while the journey is on hold. */
export function worksOnHold(command: JourneyCommand): boolean {
  switch (command) {
    case "cancel":
    case "release":
      return true;
    case "assign":
    case "claim":
    case "advance":
    case "resume":
    case "complete":
    case "hold":
      return false;
  }
}
