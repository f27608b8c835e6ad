/** What the bus tells of itself, as it happens; whoever opens it turns this into metrics. */
export interface BusMeter {
  /** Messages of a partition that the group has not taken, known at each batch. */
  lag(at: { readonly group: string; readonly topic: string; readonly partition: number }, messages: number): void;
  /** The group has been divided anew, and we have got our part. */
  rebalanced(group: string): void;
  deadLettered(at: { readonly group: string; readonly topic: string }): void;
}

export const noMeter: BusMeter = { lag() {}, rebalanced() {}, deadLettered() {} };
