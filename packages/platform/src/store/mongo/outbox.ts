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
  /** Takes from the documents what is done with, without waiting any longer. */
  tidy(): Promise<void>;
  /** Ends every wait, and tidies up. */
  close(): Promise<void>;
}

export interface EventTailOptions extends LeftoverOptions {
  /** How long what is done with may lie in the documents: one update then takes away much, and meets no other write. */
  readonly tidyEveryMs: number;
}

/** Documents asked in one round: each may hold 256 events. */
const askedMax = 64;
/** Documents tidied at once; as many that wait for it are not kept waiting. */
const tidiedMax = 512;

/**
 * Hints of this process's own commits save the reads; a sweep finds what others have left. Which of the two it was does
 * not matter: events are stored, handed out, and pulled some time after they were acknowledged.
 */
export function openEventTail(options: EventTailOptions): EventTail {
  const { carry, lease, shapes, now, tidyEveryMs } = options;
  const waiting = waitingDocuments();
  const sweep = leftoverSweep(options, waiting);
  const news = bell();
  let tidiedAt = 0;
  const tidyIn = () => {
    if (waiting.untidySize === 0) return Infinity;
    return waiting.untidySize >= tidiedMax ? 0 : Math.max(0, tidiedAt + tidyEveryMs - performance.now());
  };
  const tidyWhenDue = async () => {
    if (tidyIn() > 0) return;
    await tidy(carry, waiting, tidiedMax);
    tidiedAt = performance.now();
  };
  const round = async (limit: number) => {
    if (sweep.dueIn() === 0) await sweep.run();
    const { chosen, more } = waiting.choose(limit, askedMax);
    await settleDoubts(carry, waiting, chosen);
    const [events] = await Promise.all([store(carry, waiting, chosen), tidyWhenDue()]);
    // What was not chosen, or does not fit, is for the next round.
    if (more || events.length > limit) news.ring();
    return events.slice(0, limit);
  };
  return {
    left: (hint) => {
      waiting.left(hint);
      if (hint.events.length > 0) news.ring();
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
    acknowledge: async (events) => {
      for (const { shape, document, through } of reachedBy(events, shapes))
        waiting.acknowledged(shape, document, through);
      if (tidyEveryMs === 0) await tidyWhenDue();
    },
    woken: (signal) => news.wait(signal, Math.min(sweep.dueIn(), tidyIn())),
    age: async () => {
      const oldest = await oldestOf(carry, shapes, waiting);
      return oldest === undefined ? 0 : Math.max(0, now() - oldest);
    },
    tidy: () => tidy(carry, waiting, Infinity),
    close: async () => {
      news.ring();
      await Promise.all([tidy(carry, waiting, Infinity), lease.release()]).catch(ignoreAway);
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
  const parts = chosen.map((one) => ({ one, events: one.events }));
  await carry.storeEvents(parts.flatMap(({ one, events }) => events.filter(({ sequence }) => sequence > one.storedTo)));
  for (const { one, events } of parts) waiting.stored(one, events);
  return parts.flatMap(({ events }) => events);
}

/** Puts answers where they stay, then takes them and the acknowledged events from their documents, in one update each. */
async function tidy(carry: Carry, waiting: WaitingDocuments, countMax: number): Promise<void> {
  const parts = waiting.untidy(countMax).map((one) => ({ one, answers: one.answers, through: one.pullTo }));
  await carry.storeAnswers(parts.flatMap(({ answers }) => answers));
  await carry.pull(
    parts.map(({ one: { shape, document }, answers, through }) => ({
      ...{ shape, document, through },
      hashes: answers.map(({ hash }) => hash),
    })),
  );
  for (const { one, answers, through } of parts) waiting.tidied(one, answers, through);
}

interface Acknowledged {
  readonly shape: Shape;
  readonly document: string;
  readonly through: number;
}

/** The highest acknowledged sequence of each document. */
function reachedBy(events: readonly StoredEvent[], shapes: readonly Shape[]): readonly Acknowledged[] {
  const reached = new Map<string, Acknowledged>();
  for (const { tenantId, aggregate, sequence } of events) {
    const slash = aggregate.indexOf("/");
    const shape = shapes.find((one) => one.aggregate === aggregate.slice(0, slash));
    if (!shape) throw new Error(`The store was opened without the collection of ${aggregate}.`);
    const document = documentId({ tenantId }, aggregate.slice(slash + 1));
    const key = memoryKey(shape, document);
    const through = Math.max(sequence, reached.get(key)?.through ?? 0);
    reached.set(key, { shape, document, through });
  }
  return [...reached.values()];
}

/** What the documents say, tidied; while they cannot be asked, what this process remembers. */
async function oldestOf(
  carry: Carry,
  shapes: readonly Shape[],
  waiting: WaitingDocuments,
): Promise<number | undefined> {
  try {
    await tidy(carry, waiting, Infinity);
    const all = await Promise.all(shapes.map((shape) => carry.oldest(shape)));
    return all.reduce((left, right) => Math.min(left ?? Infinity, right ?? Infinity), undefined as number | undefined);
  } catch (error) {
    ignoreAway(error);
    return waiting.oldest();
  }
}

const ignoreAway = (error: unknown): void => {
  if (!(error instanceof StoreAway)) throw error;
};
