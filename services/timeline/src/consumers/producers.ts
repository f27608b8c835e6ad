import type { Result } from "@omni/kernel";
import {
  accessService,
  journeyService,
  rpcClient,
  type AccessServiceDefinition,
  type JourneyServiceDefinition,
  type Outgoing,
  type RpcClient,
  type Transport,
} from "@omni/platform/rpc";
import type { EventPlace } from "../domain/timeline-event.ts";

/** The stored events of one aggregate from a sequence on, each as its JSON text. Refuses when the producer is away. */
export type ReadEvents = (
  outgoing: Outgoing,
  from: EventPlace,
  limit: number,
) => Promise<Result<readonly Uint8Array[]>>;

/** A service that emits events, and the way to its store of them. */
export interface Producer {
  readonly service: string;
  readonly readEvents: ReadEvents;
}

/** Who emits the events of an aggregate type; `undefined` for a type that is not known here. */
export type Producers = (aggregateType: string) => Producer | undefined;

/** The most that a producer answers at once (common.proto, ReadEventsRequest). */
export const readEventsMax = 500;

export function openProducers(transport: (service: string) => Transport): Producers {
  const journey = { service: "journey", readEvents: readerOf(rpcClient(journeyService, transport("journey"))) };
  const access = { service: "access", readEvents: readerOf(rpcClient(accessService, transport("access"))) };
  const producers = new Map<string, Producer>([
    ["journey", journey],
    ["template", journey],
    ["user", access],
  ]);
  return (aggregateType) => producers.get(aggregateType);
}

type Client =
  | Pick<RpcClient<JourneyServiceDefinition>, "readEvents">
  | Pick<RpcClient<AccessServiceDefinition>, "readEvents">;

const readerOf =
  (client: Client): ReadEvents =>
  async (outgoing, { aggregateType, aggregateId, sequence }, limit) => {
    const answer = await client.readEvents(outgoing, { aggregateType, aggregateId, fromSequence: sequence, limit });
    return answer.ok ? { ok: true, value: answer.value.reply.events } : answer;
  };
