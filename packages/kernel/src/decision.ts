import type { Instant } from "./instant.ts";
import type { JsonObject } from "./json.ts";
import type { Result } from "./result.ts";

/** An entity that an event concerns: it gets an entry on that entity's timeline. */
export interface Subject {
  readonly type: string;
  readonly id: string;
}

/** What happened, as the domain says it. The store adds identity, order, actor and proof when it commits. */
export interface DomainEvent {
  /** As in the contract §3, without `omni.`: `journey.advanced`. */
  readonly type: string;
  readonly subjects: readonly Subject[];
  /** One plain sentence for a timeline. No names of customers, no comments, no contact points. */
  readonly summary: string;
  /** The event's allow-listed data; its schema stands in `@omni/contracts/events`. */
  readonly data: JsonObject;
  readonly channel?: string;
}

/**
 * The next state with the events that tell of it, committed together. `holds` is the interval (both ends included) in
 * which the decision is true: the store checks its own clock when it begins the write. The same state and no events
 * mean "nothing to do": nothing is written.
 */
export interface Change<State> {
  readonly state: State;
  readonly events: readonly DomainEvent[];
  readonly holds?: { readonly from?: Instant; readonly until?: Instant };
}

/** What a pure core answers to a command. */
export type Decision<State> = Result<Change<State>>;
