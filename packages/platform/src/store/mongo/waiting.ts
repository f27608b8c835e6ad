import type { Shape } from "../adapter.ts";
import type { StoredEvent } from "../collection.ts";
import { memoryKey, type AnswerDocument } from "./documents.ts";
import { recentMap, type RecentMap } from "./recent-map.ts";

/** What a commit has left in a document for the relay to carry on. */
export interface Left {
  readonly shape: Shape;
  /** The document's `_id`. */
  readonly document: string;
  readonly at: number;
  readonly events: readonly StoredEvent[];
  readonly answer: AnswerDocument | undefined;
}

/** One document that the relay has something to do for. */
export interface Waiting {
  readonly shape: Shape;
  readonly document: string;
  /** When the oldest event that is known was committed. */
  readonly at: number;
  /** Not acknowledged; in sequence and without holes, unless `unsure`. */
  events: readonly StoredEvent[];
  /** What may be missing before, between or after: the document itself has to be asked. */
  unsure: boolean;
  /** Events up to this sequence stand in `events`. */
  storedTo: number;
  /** To be tidied away: answers that are not in their own collection yet, and events that were acknowledged. */
  answers: readonly AnswerDocument[];
  pullTo: number | undefined;
}

/** What one document says of itself when it is asked. */
export interface AskedDocument {
  readonly sequence: number;
  readonly events: readonly StoredEvent[];
  readonly answers: readonly AnswerDocument[];
}

/** The memory of the relay: hints, which save reads. Every truth stands in the documents. */
export interface WaitingDocuments {
  /** Takes a hint of a commit. */
  left(hint: Left): void;
  /** Something may have been left there: the document has to be asked. */
  doubt(shape: Shape, document: string, at: number): void;
  get(shape: Shape, document: string): Waiting | undefined;
  /** Documents with events to hand out, oldest first, until they have that many together; and whether there are more. */
  choose(eventsMax: number, doubtfulMax: number): { readonly chosen: readonly Waiting[]; readonly more: boolean };
  /** Merges what a document says with what was left there since; `undefined` when it is gone. */
  heard(waiting: Waiting, asked: AskedDocument | undefined): void;
  /** These events stand in their own collection. */
  stored(waiting: Waiting, events: readonly StoredEvent[]): void;
  /** The bus has taken this document's events up to this sequence. */
  acknowledged(shape: Shape, document: string, sequence: number): void;
  /** Documents in which something lies that is done with; how many there are. */
  untidy(countMax: number): readonly Waiting[];
  readonly untidySize: number;
  /** These answers and events were taken from the document. */
  tidied(waiting: Waiting, answers: readonly AnswerDocument[], pulledTo: number | undefined): void;
  /** Whether hints have not fitted since it was last asked: then documents have to be looked for. */
  takeOverflow(): boolean;
  /** When the oldest event that is not acknowledged was committed, as far as is known. */
  oldest(): number | undefined;
}

export interface Bounds {
  readonly documents: number;
  readonly events: number;
  /** Bytes of remembered answers. */
  readonly answerBytes: number;
  /** Documents of which the last acknowledged sequence is remembered. */
  readonly acknowledged: number;
}

const usualBounds = { documents: 10_000, events: 10_000, answerBytes: 16 * 1024 * 1024, acknowledged: 50_000 };

interface Memory {
  readonly bounds: Bounds;
  readonly documents: Map<string, Waiting>;
  readonly untidy: Set<Waiting>;
  /** The last acknowledged sequence, by document: what follows it has nothing before it. */
  readonly acknowledged: RecentMap<number>;
  events: number;
  answerBytes: number;
  overflow: boolean;
}

export function waitingDocuments(bounds: Bounds = usualBounds): WaitingDocuments {
  const memory: Memory = {
    bounds,
    documents: new Map(),
    untidy: new Set(),
    acknowledged: recentMap<number>(bounds.acknowledged),
    events: 0,
    answerBytes: 0,
    overflow: false,
  };
  return {
    left: (hint) => remember(memory, hint),
    doubt: (shape, document, at) => {
      const one = take(memory, shape, document, at);
      if (one) one.unsure = true;
    },
    get: (shape, document) => memory.documents.get(memoryKey(shape, document)),
    choose: (eventsMax, doubtfulMax) => choose(memory, eventsMax, doubtfulMax),
    heard: (one, asked) => merge(memory, one, asked),
    stored: (one, events) => {
      one.storedTo = Math.max(one.storedTo, events.at(-1)?.sequence ?? 0);
    },
    acknowledged: (shape, document, sequence) => acknowledge(memory, shape, document, sequence),
    untidy: (countMax) => [...memory.untidy].slice(0, countMax),
    get untidySize() {
      return memory.untidy.size;
    },
    tidied: (one, answers, pulledTo) => {
      const rest = one.answers.filter((answer) => !answers.includes(answer));
      setAnswers(memory, one, rest);
      if (one.pullTo === pulledTo) one.pullTo = undefined;
      sort(memory, one);
    },
    takeOverflow: () => {
      const before = memory.overflow;
      memory.overflow = false;
      return before;
    },
    oldest: () => oldestOf(memory),
  };
}

function oldestOf({ documents }: Memory): number | undefined {
  for (const one of documents.values()) if (hasEvents(one)) return one.at;
  return undefined;
}

const hasEvents = ({ events, unsure }: Waiting): boolean => events.length > 0 || unsure;

/** Puts a document among the untidy ones, or away when nothing is left to do for it, as far as is known. */
function sort(memory: Memory, one: Waiting): void {
  if (one.answers.length > 0 || one.pullTo !== undefined) memory.untidy.add(one);
  else {
    memory.untidy.delete(one);
    if (!hasEvents(one)) memory.documents.delete(keyOf(one));
  }
}

const keyOf = ({ shape, document }: Waiting): string => memoryKey(shape, document);

function take(memory: Memory, shape: Shape, document: string, at: number): Waiting | undefined {
  const key = memoryKey(shape, document);
  const known = memory.documents.get(key);
  if (known) return known;
  if (memory.documents.size >= memory.bounds.documents) {
    memory.overflow = true;
    return undefined;
  }
  const fresh: Waiting = {
    ...{ shape, document, at },
    ...{ events: [], unsure: false, storedTo: 0, answers: [], pullTo: undefined },
  };
  memory.documents.set(key, fresh);
  return fresh;
}

function remember(memory: Memory, { shape, document, at, events, answer }: Left): void {
  const one = take(memory, shape, document, at);
  if (!one) return;
  const [first] = events;
  if (first) {
    if (!follows(memory, one, first)) one.unsure = true;
    if (memory.events + events.length > memory.bounds.events) one.unsure = true;
    else setEvents(memory, one, [...one.events, ...events]);
  }
  if (answer && memory.answerBytes > memory.bounds.answerBytes) one.unsure = true;
  else if (answer) setAnswers(memory, one, [...one.answers, answer]);
  sort(memory, one);
}

/** Whether nothing can be missing before this event. */
function follows({ acknowledged }: Memory, one: Waiting, first: StoredEvent): boolean {
  const before = one.events.at(-1)?.sequence ?? acknowledged.get(keyOf(one)) ?? 0;
  return before === first.sequence - 1;
}

function choose({ documents }: Memory, eventsMax: number, doubtfulMax: number) {
  const chosen: Waiting[] = [];
  let [known, doubtful] = [0, 0];
  for (const one of documents.values()) {
    if (!hasEvents(one)) continue;
    if (known >= eventsMax || doubtful >= doubtfulMax) return { chosen, more: true };
    chosen.push(one);
    known += Math.max(one.events.length, 1);
    if (one.unsure) doubtful++;
  }
  return { chosen, more: false };
}

function acknowledge(memory: Memory, shape: Shape, document: string, sequence: number): void {
  memory.acknowledged.set(memoryKey(shape, document), sequence);
  const one = take(memory, shape, document, sequence);
  // Where it does not fit, the document is found again: then it is known that this was acknowledged.
  if (!one) return;
  setEvents(
    memory,
    one,
    one.events.filter((event) => event.sequence > sequence),
  );
  one.pullTo = Math.max(sequence, one.pullTo ?? 0);
  sort(memory, one);
}

/** What was left after the document was asked is not in its answer; what is missing there was acknowledged. */
function merge(memory: Memory, one: Waiting, asked: AskedDocument | undefined): void {
  const done = asked ? doneBefore(memory, one, asked) : 0;
  const inDocument = asked?.events.filter(({ sequence }) => sequence > done) ?? [];
  if (asked && inDocument.length < asked.events.length) one.pullTo = done;
  const since = asked ? one.events.filter(({ sequence }) => sequence > asked.sequence) : [];
  const merged = [...inDocument, ...since];
  const hole = merged.findIndex((event, index) => index > 0 && merged[index - 1]?.sequence !== event.sequence - 1);
  one.unsure = hole >= 0;
  setEvents(memory, one, hole < 0 ? merged : merged.slice(0, hole));
  const all = asked ? [...asked.answers, ...one.answers] : [];
  setAnswers(memory, one, [...new Map(all.map((answer) => [answer._id, answer])).values()]);
  sort(memory, one);
}

/** The last sequence that is known to be acknowledged: by this process, or because it is not in the document. */
function doneBefore({ acknowledged }: Memory, one: Waiting, asked: AskedDocument): number {
  const pulled = (asked.events[0]?.sequence ?? asked.sequence + 1) - 1;
  const done = Math.max(pulled, acknowledged.get(keyOf(one)) ?? 0);
  acknowledged.set(keyOf(one), done);
  return done;
}

function setEvents(memory: Memory, one: Waiting, next: readonly StoredEvent[]): void {
  memory.events += next.length - one.events.length;
  one.events = next;
}

function setAnswers(memory: Memory, one: Waiting, next: readonly AnswerDocument[]): void {
  memory.answerBytes += bytesOf(next) - bytesOf(one.answers);
  one.answers = next;
}

const bytesOf = (answers: readonly AnswerDocument[]): number =>
  answers.reduce((sum, { encoded }) => sum + (encoded?.byteLength ?? 0), 0);
