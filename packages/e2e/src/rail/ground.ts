import type { RunningRail } from "@omni/rail/running-rail";
import type { Delivery } from "./delivery.ts";
import type { RailClock } from "./rail-clock.ts";

export interface RailOptions {
  /** As in the process's environment; the data directory and any free port are given already. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Default: the real one. */
  readonly clock?: RailClock;
}

/** Where the data of a rail lie; several rails may run on it, one after the other. */
export interface Ground {
  /** Starts a rail on the data. */
  open(options: RailOptions): Promise<RunningRail>;
  /** Of the rail that runs. */
  readonly delivery: Delivery;
  /** Publishes an event of a tenant that no timeline can read; answers the id of its dead letter once that is there. */
  bury(tenantId: string): Promise<string>;
  /** Takes away the timeline's read model, as a disk that was lost would. While no rail runs. */
  loseReadModel(): Promise<void>;
  /** Removes all of it. While no rail runs. */
  clear(): Promise<void>;
}
