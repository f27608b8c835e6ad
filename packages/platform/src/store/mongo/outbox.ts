import type { Shape } from "../adapter.ts";
import type { Outbox, StoredEvent } from "../collection.ts";
import { StoreAway } from "../store-away.ts";
import { bell } from "./bell.ts";
import type { Carry } from "./carry.ts";
import { documentId, memoryKey } from "./documents.ts";
import { leftoverSweep, type LeftoverOptions } from "./leftovers.ts";
import { waitingDocuments, type Left, type Waiting, type WaitingDocuments } from "./waiting.ts";

/** The relay's side of the store. */
export interface EventTail extends Outbox {
  /** A commit has left something for the relay. */
  left(hint: Left): void;
  /** Nobody knows whether a write took effect: the relay asks the document. */
  doubt(shape: Shape, document: string): void;
  /** Ends every wait. */
  close(): Promise<void>;
}

/** Documents asked in one round: each may hold 256 events. */
const askedMax = 64;

/**
 * Hints of this process's own commits save the reads; a sweep finds what others have left. Which of the two it was does
 * not matter: events are stored, handed out, and pulled when they are acknowledged.
 */
export function openEventTail(options: LeftoverOptions): EventTail {
  const { carry, lease, shapes, now } = options;
  const waiting = waitingDocuments();
  const sweep = leftoverSweep(options, waiting);
  const news = bell();
  const round = async (limit: number) => {
    if (sweep.dueIn() === 0) await sweep.run();
    const chosen = waiting.choose(limit, askedMax);
    const isAll = chosen.length === waiting.size;
    await settleDoubts(carry, waiting, chosen);
    const events = await store(carry, waiting, chosen);
    await pullMoved(carry, chosen);
    for (const one of chosen) waiting.dropIfDone(one);
    // What was not chosen, or does not fit, is for the next round.
    if (!isAll || events.length > limit) news.ring();
    return events.slice(0, limit);
  };
  return {
    left: (hint) => {
      waiting.left(hint);
      news.ring();
    },
    doubt: (shape, document) => {
      waiting.doubt(shape, document, now());
      news.ring();
    },
    pending: async (limit) => {
      news.quiet();
      try {
        return await round(limit);
      } catch (error) {
        news.ring();
        throw error;
      }
    },
    acknowledge: (events) => acknowledge(carry, waiting, pullsOf(events, shapes)),
    woken: (signal) => news.wait(signal, sweep.dueIn()),
    age: async () => {
      const oldest = await oldestOf(carry, shapes, waiting.oldest());
      return oldest === undefined ? 0 : Math.max(0, now() - oldest);
    },
    close: async () => {
      news.ring();
      await lease.release().catch(ignoreAway);
    },
  };
}

async function settleDoubts(carry: Carry, waiting: WaitingDocuments, chosen: readonly Waiting[]): Promise<void> {
  const doubtful = chosen.filter(({ unsure }) => unsure);
  if (doubtful.length === 0) return;
  const asked = await carry.ask(doubtful);
  for (const one of doubtful) waiting.heard(one, asked.get(memoryKey(one.shape, one.document)));
}

/** Puts what is chosen where everybody can read it, before anybody is told; answers the events, in order. */
async function store(
  carry: Carry,
  waiting: WaitingDocuments,
  chosen: readonly Waiting[],
): Promise<readonly StoredEvent[]> {
  const parts = chosen.map((one) => ({ one, events: one.events, answers: one.answers }));
  const fresh = parts.flatMap(({ one, events }) => events.filter(({ sequence }) => sequence > one.storedTo));
  await Promise.all([carry.storeEvents(fresh), carry.storeAnswers(parts.flatMap(({ answers }) => answers))]);
  for (const { one, events, answers } of parts) waiting.stored(one, events, answers);
  return parts.flatMap(({ events }) => events);
}

/**
 * Takes from documents what has been moved, and what a lost pull has left there. With an acknowledgement that costs nothing, so it waits for one; but a
 * document without events gets none, and one whose events the bus does not take must not fill up with answers.
 */
async function pullMoved(carry: Carry, chosen: readonly Waiting[]): Promise<void> {
  const pulls = chosen
    .filter(({ events, moved, handedOut, pullAgain }) => {
      const isDue = moved.length > 0 && (events.length === 0 || handedOut);
      return isDue || pullAgain !== undefined;
    })
    .map((one) => ({ one, shape: one.shape, document: one.document, through: one.pullAgain, hashes: one.moved }));
  await carry.pull(pulls);
  for (const { one, hashes } of pulls) pulled(one, hashes);
  for (const one of chosen) one.handedOut = one.events.length > 0;
}

/** Takes from documents what the bus has taken, and the moved answers with it. */
async function acknowledge(
  carry: Carry,
  waiting: WaitingDocuments,
  acknowledged: readonly Acknowledged[],
): Promise<void> {
  const pulls = acknowledged.map((pull) => ({
    ...pull,
    hashes: waiting.get(pull.shape, pull.document)?.moved ?? [],
  }));
  await carry.pull(pulls);
  for (const { shape, document, through, hashes } of pulls) {
    waiting.acknowledged(shape, document, through);
    const one = waiting.get(shape, document);
    if (!one) continue;
    pulled(one, hashes);
    one.handedOut = false;
    waiting.dropIfDone(one);
  }
}

const pulled = (one: Waiting, hashes: readonly string[]): void => {
  one.moved = one.moved.filter((hash) => !hashes.includes(hash));
  one.pullAgain = undefined;
};

interface Acknowledged {
  readonly shape: Shape;
  readonly document: string;
  readonly through: number;
}

/** The highest acknowledged sequence of each document. */
function pullsOf(events: readonly StoredEvent[], shapes: readonly Shape[]): readonly Acknowledged[] {
  const pulls = new Map<string, Acknowledged>();
  for (const { tenantId, aggregate, sequence } of events) {
    const slash = aggregate.indexOf("/");
    const shape = shapes.find((one) => one.aggregate === aggregate.slice(0, slash));
    if (!shape) throw new Error(`The store was opened without the collection of ${aggregate}.`);
    const document = documentId({ tenantId }, aggregate.slice(slash + 1));
    const key = memoryKey(shape, document);
    const through = Math.max(sequence, pulls.get(key)?.through ?? 0);
    pulls.set(key, { shape, document, through });
  }
  return [...pulls.values()];
}

/** What the documents say; while they cannot be asked, what this process remembers. */
async function oldestOf(
  carry: Carry,
  shapes: readonly Shape[],
  remembered: number | undefined,
): Promise<number | undefined> {
  try {
    const all = await Promise.all(shapes.map((shape) => carry.oldest(shape)));
    return all.reduce((left, right) => Math.min(left ?? Infinity, right ?? Infinity), undefined as number | undefined);
  } catch (error) {
    ignoreAway(error);
    return remembered;
  }
}

const ignoreAway = (error: unknown): void => {
  if (!(error instanceof StoreAway)) throw error;
};
