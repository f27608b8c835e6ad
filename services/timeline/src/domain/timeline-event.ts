import type { Instant, JsonObject, Subject } from "@omni/kernel";

/** Where an event stands: its aggregate and its place in that aggregate's sequence, which counts from 1. */
export interface EventPlace {
  readonly tenantId: string;
  readonly aggregateType: string;
  readonly aggregateId: string;
  readonly sequence: number;
}

/** What the timeline takes from an event (contract §3, "Value"). */
export interface TimelineEvent extends EventPlace {
  readonly eventId: string;
  /** Without `omni.`. */
  readonly eventType: string;
  readonly occurredAt: Instant;
  readonly actor: { readonly id: string; readonly name?: string | undefined; readonly onBehalfOf?: string | undefined };
  readonly channel?: string | undefined;
  readonly subjects: readonly Subject[];
  readonly summary: string;
  readonly data: JsonObject;
}

/** An event that could not be read, and what is known of it all the same. */
export interface Gap extends EventPlace {
  readonly eventId?: string | undefined;
  /** When it happened, if that is known. */
  readonly occurredAt?: Instant | undefined;
  /** The entities that it concerns, as far as they are known; at least the aggregate itself. */
  readonly subjects: readonly Subject[];
  /** Why it could not be read: plain words of the rail's own, nothing out of the event. */
  readonly reason: string;
}

/** `journey/jrn_1` */
export const aggregateOf = ({
  aggregateType,
  aggregateId,
}: Pick<EventPlace, "aggregateType" | "aggregateId">): string => `${aggregateType}/${aggregateId}`;

/** Another place in the same aggregate's sequence. */
export const placeAt = ({ tenantId, aggregateType, aggregateId }: EventPlace, sequence: number): EventPlace => ({
  tenantId,
  aggregateType,
  aggregateId,
  sequence,
});
