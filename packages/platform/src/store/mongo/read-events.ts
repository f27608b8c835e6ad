import type { Scope } from "@omni/kernel";
import type { Shape } from "../adapter.ts";
import type { StoredEvent } from "../collection.ts";
import { bounded, maxTimeMS } from "./bounded.ts";
import {
  documentId,
  eventPlace,
  lastSequence,
  storedEvent,
  type EventDocument,
  type EventFields,
} from "./documents.ts";
import type { StoreModels } from "./models.ts";

/**
 * The events of one aggregate: those that the relay has moved, and those that it has not. The aggregate is looked at
 * first, because the relay puts an event into `events` before it takes it from there: so none can be missed.
 */
export async function readEvents(
  models: StoreModels,
  shapes: readonly Shape[],
  scope: Scope,
  aggregate: string,
  from: number,
  limit: number,
): Promise<readonly StoredEvent[]> {
  const slash = aggregate.indexOf("/");
  const shape = shapes.find((one) => one.aggregate === aggregate.slice(0, slash));
  if (!shape) return [];
  const waiting = await readOutbox(models, shape, documentId(scope, aggregate.slice(slash + 1)));
  const places = { $gte: eventPlace(scope, aggregate, from), $lte: eventPlace(scope, aggregate, lastSequence) };
  const moved = await bounded(() =>
    models.events.find({ _id: places }, {}, { maxTimeMS }).sort({ _id: 1 }).limit(limit).lean<EventDocument[]>(),
  );
  const last = moved.at(-1)?.sequence ?? 0;
  const rest = waiting.filter(({ sequence }) => sequence >= from && sequence > last);
  return [...moved, ...rest].slice(0, limit).map((entry) => storedEvent(scope, aggregate, entry));
}

async function readOutbox(models: StoreModels, shape: Shape, _id: string): Promise<readonly EventFields[]> {
  const found = await bounded(() =>
    models
      .aggregates(shape)
      .findOne({ _id }, { outbox: 1 }, { maxTimeMS })
      .lean<{ readonly outbox: readonly EventFields[] }>(),
  );
  return found?.outbox ?? [];
}
