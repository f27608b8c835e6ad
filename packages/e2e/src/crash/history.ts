/** What came of sending a command once. `unknown`: the connection ended, or the rail said "try again". */
export type Attempt =
  | { readonly outcome: "accepted"; readonly replayed: boolean; readonly etag: string; readonly body: string }
  | { readonly outcome: "refused"; readonly status: number; readonly code: string }
  | {
      readonly outcome: "unknown";
      /** What happened instead of an answer, in words for a report. */
      readonly why?: string;
    };

/** A keyed command and everything that was heard of it, in order. */
export interface Command {
  readonly key: string;
  readonly customerId: string;
  /** Numbers the journeys of a customer from 0, in the order in which they were asked for. */
  readonly journey: number;
  /** Absent for a create. */
  readonly stepId?: string;
  readonly attempts: readonly Attempt[];
}

/** An event as the service that made it has it stored. */
export type StoredEnvelope = Readonly<Record<string, unknown>>;

export interface SeenEntry {
  readonly id: string;
  readonly timestamp: string;
  readonly eventType: string;
}

/** One journey as the rail shows it after the round. */
export interface SeenJourney {
  readonly id: string;
  readonly customerId: string;
  /** From the ETag. */
  readonly version: number;
  /** The steps that are done, in order, each with the reference of the command that did it. */
  readonly done: readonly { readonly stepId: string; readonly reference: string }[];
  readonly events: readonly StoredEnvelope[];
  readonly timeline: readonly SeenEntry[];
}

/** One customer as the rail shows it after the round. */
export interface SeenCustomer {
  readonly customerId: string;
  readonly journeyIds: readonly string[];
  readonly timeline: readonly SeenEntry[];
}

/** All that a round leaves behind. Each client sends one command at a time and has a customer of its own. */
export interface History {
  readonly tenantId: string;
  readonly commands: readonly Command[];
  readonly journeys: readonly SeenJourney[];
  readonly customers: readonly SeenCustomer[];
}
