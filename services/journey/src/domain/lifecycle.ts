export const journeyStatuses = ["created", "in_progress", "assigned", "completed", "cancelled"] as const;
export type JourneyStatus = (typeof journeyStatuses)[number];

export type JourneyCommand = "advance";

/** Contract §2, "Journeys": from which status a command leads to which. No entry means no way. */
const ways: Readonly<Record<JourneyStatus, Readonly<Partial<Record<JourneyCommand, JourneyStatus>>>>> = {
  created: { advance: "in_progress" },
  in_progress: { advance: "in_progress" },
  assigned: {},
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
