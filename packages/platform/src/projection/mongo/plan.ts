import type { Applied } from "../port.ts";
import { gapId, progressId } from "./documents.ts";

export type Batch = readonly Applied[];

/** What the database says of the aggregates and events of a round. */
export interface Known {
  /** The applied sequences, by `progressId`. */
  readonly heads: ReadonlyMap<string, number>;
  /** The rows of the gaps that some of the events may fill, by `gapId`. */
  readonly gaps: ReadonlyMap<string, readonly string[]>;
}

/** What a round writes, and which batches it refuses. */
export interface Plan {
  /** Per batch: why it is refused. */
  readonly refused: readonly (string | undefined)[];
  /** By `gapId`; an event that could not be read gives way to one that can. */
  readonly events: ReadonlyMap<string, Applied>;
  /** The gaps that are filled, with their rows. */
  readonly filled: ReadonlyMap<string, readonly string[]>;
  /** The sequences that are reached, by `progressId`. */
  readonly heads: ReadonlyMap<string, number>;
}

/** Decides what the batches of a round bring, one after another. Pure. */
export function planOf(batches: readonly Batch[], known: Known): Plan {
  const reached = new Map(known.heads);
  const risen = new Map<string, number>();
  const events = new Map<string, Applied>();
  const filled = new Map<string, readonly string[]>();
  const take = (event: Applied) => {
    const key = gapId(event);
    const isNew = event.sequence > (reached.get(progressId(event)) ?? 0);
    const standing = known.gaps.get(key);
    const fills = !event.gap && (events.get(key)?.gap === true || (standing !== undefined && !filled.has(key)));
    if (!isNew && !fills) return;
    events.set(key, event);
    if (!event.gap && standing) filled.set(key, standing);
    if (!isNew) return;
    reached.set(progressId(event), event.sequence);
    risen.set(progressId(event), event.sequence);
  };
  const refused = batches.map((batch) => {
    const jump = jumpIn(batch, reached);
    if (jump === undefined) batch.forEach(take);
    return jump;
  });
  return { refused, events, filled, heads: risen };
}

/** Says which event of a batch would leave a hole; looked for before anything of the batch is taken. */
function jumpIn(batch: Batch, reached: ReadonlyMap<string, number>): string | undefined {
  const ahead = new Map<string, number>();
  for (const event of batch) {
    const key = progressId(event);
    const last = ahead.get(key) ?? reached.get(key) ?? 0;
    if (event.sequence > last + 1) return `${event.aggregate} jumps from ${last} to ${event.sequence}`;
    if (event.sequence > last) ahead.set(key, event.sequence);
  }
  return undefined;
}
