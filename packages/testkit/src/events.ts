import type { Envelope } from "@omni/contracts/events";
import { canonicalJson, formatInstant, instant, type Subject } from "@omni/kernel";
import type { Message } from "@omni/platform/bus";

/** What a test says of an event; the rest is filled in. */
export interface EventWish {
  readonly tenantId?: string;
  readonly aggregateType?: string;
  readonly aggregateId?: string;
  readonly sequence?: number;
  readonly eventType?: string;
  /** Milliseconds since 1970. */
  readonly at?: number;
  readonly actor?: Envelope["actor"];
  readonly channel?: string;
  /** Beside the aggregate itself. */
  readonly subjects?: readonly Subject[];
  readonly summary?: string;
  readonly data?: Envelope["data"];
}

/** An event as a journey's store would emit it: valid by the contract, but for its hashes, which prove nothing. */
export function testEvent(wish: EventWish = {}): Envelope {
  const { tenantId = "tnt_alpha", aggregateType = "journey", aggregateId = "jrn_1", sequence = 1 } = wish;
  return {
    schemaVersion: 1,
    eventId: `evt_${aggregateId}_${sequence}`,
    eventType: wish.eventType ?? "journey.advanced",
    occurredAt: formatInstant(instant(wish.at ?? Date.UTC(2026, 0, 15, 10, 30) + sequence)),
    tenantId,
    epoch: 1,
    aggregate: { type: aggregateType, id: aggregateId, version: sequence, sequence },
    integrity: { previous: sequence === 1 ? "" : "0".repeat(64), hash: "0".repeat(64), salt: "0".repeat(32) },
    actor: wish.actor ?? { id: "usr_rm_001", name: "Ahmed Al-Rashidi" },
    clientId: "key_test",
    correlationId: "req_test",
    causationId: "req_test",
    channel: wish.channel ?? "web",
    subjects: [{ type: aggregateType, id: aggregateId }, ...(wish.subjects ?? [])],
    summary: wish.summary ?? "Journey advanced",
    data: wish.data ?? { journeyId: aggregateId },
  };
}

/** The text of an event, as it is stored and sent. */
export const eventText = (event: Envelope): string => canonicalJson(event);

/** The event as the relay sends it. */
export const eventMessage = (event: Envelope, topic = "omni.journey.v1"): Message => ({
  topic,
  key: `${event.tenantId}/${event.aggregate.id}`,
  headers: {
    ce_specversion: "1.0",
    ce_id: event.eventId,
    ce_type: `omni.${event.eventType}`,
    "omni-tenant": event.tenantId,
    "omni-aggregate": `${event.aggregate.type}/${event.aggregate.id}`,
    "omni-sequence": String(event.aggregate.sequence),
  },
  value: Buffer.from(eventText(event)),
});

/** A producer's stored events, as its ReadEvents would answer them. */
export interface EventHistory {
  add(event: Envelope): void;
  /** The last sequence of an aggregate, `type/id`; 0 when there is none. */
  head(tenantId: string, aggregate: string): number;
  read(tenantId: string, aggregate: string, from: number, limit: number): readonly Uint8Array[];
}

export function eventHistory(): EventHistory {
  const texts = new Map<string, string[]>();
  const of = (tenantId: string, aggregate: string) => texts.get(`${tenantId} ${aggregate}`) ?? [];
  return {
    add: (event) => {
      const aggregate = `${event.aggregate.type}/${event.aggregate.id}`;
      texts.set(`${event.tenantId} ${aggregate}`, [...of(event.tenantId, aggregate), eventText(event)]);
    },
    head: (tenantId, aggregate) => of(tenantId, aggregate).length,
    read: (tenantId, aggregate, from, limit) =>
      of(tenantId, aggregate)
        .slice(from - 1, from - 1 + limit)
        .map((text) => Buffer.from(text)),
  };
}
