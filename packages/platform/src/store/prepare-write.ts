import {
  addMilliseconds,
  instant,
  refusal,
  utf8Length,
  accepted,
  type Change,
  type DomainEvent,
  type Instant,
  type Result,
} from "@omni/kernel";
import type { Answer, Call } from "../rpc/call.ts";
import type { Write } from "./adapter.ts";
import type { Held } from "./aggregates.ts";
import type { StoredEvent } from "./collection.ts";
import { sealEvent, type EventSource } from "./envelope.ts";
import { etagOf } from "./etag.ts";
import { heldOf, type Opened } from "./held.ts";
import type { IndexValue } from "./query.ts";
import { systemActor } from "./system-call.ts";

/** Contract §4 keeps idempotency 7 days (§1 promises at least 72 h). */
const answersKeptMs = 7 * 24 * 3_600_000;
/** Larger answers are not kept: the replay answers the resource as it is. */
const answerBytesMax = 32 * 1024;

/** What a command and the clock have brought about, in the order in which it is told. */
export interface Happened<State> {
  readonly state: State;
  readonly events: readonly { readonly event: DomainEvent; readonly byClock: boolean }[];
  readonly holds?: Change<State>["holds"];
}

export interface WriteTarget<State> {
  readonly id: string;
  readonly before: Held<State> | undefined;
  readonly now: Instant;
  /** A create where callers may choose ids. */
  readonly chosenId?: true;
}

export interface Prepared<State, Reply> {
  readonly write: Write;
  readonly next: Held<State>;
  readonly answer: Answer<Reply>;
}

/** Makes the one write, the state to hold once it has committed, and the answer; refuses a state that is too large. */
export function prepareWrite<State, Summary, Reply>(
  opened: Opened<State, Summary, Reply>,
  call: Call<unknown, Reply>,
  target: WriteTarget<State>,
  happened: Happened<State>,
): Result<Prepared<State, Reply>> {
  const { declaration } = opened;
  const { id, before, now } = target;
  const version = (before?.version ?? 0) + 1;
  const chain = sealAll(opened, call, target, happened.events, version);
  const text = declaration.encode(happened.state);
  if (declaration.bytesMax && isLonger(text, declaration.bytesMax.bytes)) return refusal(declaration.bytesMax.refusal);
  const document = {
    version,
    sequence: chain.sequence,
    head: chain.head,
    lastAt: chain.lastAt,
    schema: declaration.schema,
    text,
  };
  const next = heldOf(declaration, happened.state, document);
  const etag = etagOf(version, declaration.status(happened.state, now));
  const answer = call.answer(declaration.reply(happened.state, now), {
    etag,
    consistency: call.consistencyAfter({
      aggregateType: declaration.aggregate,
      aggregateId: id,
      sequence: chain.sequence,
    }),
  });
  return accepted({
    next,
    answer,
    write: {
      document,
      createdAt: declaration.createdAt(happened.state),
      summary: JSON.stringify(declaration.summary(happened.state)),
      dueAt: next.dueAt === undefined ? undefined : instant(next.dueAt),
      indexes: changedIndexes(before, next),
      manyIndexes: changedManyIndexes(before, next),
      ...(before?.unique === next.unique ? {} : { unique: { key: next.unique } }),
      events: chain.events,
      ...(call.idempotency ? { answer: keptAnswer(call.idempotency, etag, answer.encoded, now) } : {}),
      ...(target.chosenId ? { chosenId: true } : {}),
      ...(happened.holds ? { holds: happened.holds } : {}),
    },
  });
}

const keptAnswer = (key: NonNullable<Call["idempotency"]>, etag: string, encoded: Uint8Array, now: Instant) => ({
  ...key,
  etag,
  expiresAt: addMilliseconds(now, answersKeptMs),
  ...(encoded.byteLength <= answerBytesMax ? { encoded } : {}),
});

/** Gives each event its place, time and proof: time never stands still or goes back within an aggregate. */
function sealAll<State, Summary, Reply>(
  opened: Opened<State, Summary, Reply>,
  call: Call<unknown, Reply>,
  { id, before, now }: { readonly id: string; readonly before: Held<State> | undefined; readonly now: Instant },
  happened: Happened<State>["events"],
  version: number,
) {
  let sequence = before?.sequence ?? 0;
  let head = before?.head ?? "";
  let lastAt = instant(before?.lastAt ?? 0);
  const source = sourceOf(call);
  const events: StoredEvent[] = [];
  for (const { event, byClock } of happened) {
    sequence++;
    lastAt = instant(Math.max(now, lastAt + 1));
    const sealed = sealEvent(
      event,
      {
        tenantId: call.scope.tenantId,
        epoch: opened.adapter.epoch,
        aggregateType: opened.declaration.aggregate,
        aggregateId: id,
        version,
        sequence,
        eventId: opened.ids("evt_"),
        occurredAt: lastAt,
        previous: head,
        salt: Buffer.from(opened.random(new Uint8Array(16))).toString("hex"),
      },
      byClock ? clockSource(source) : source,
    );
    head = sealed.hash;
    events.push(sealed.event);
  }
  return { events, sequence, head, lastAt };
}

const sourceOf = (call: Pick<Call, "actor" | "caller" | "correlationId" | "traceparent">): EventSource => ({
  actorId: call.actor.id,
  ...(call.actor.name === undefined ? {} : { actorName: call.actor.name }),
  clientId: call.caller.clientId,
  correlationId: call.correlationId,
  ...(call.traceparent === undefined ? {} : { traceparent: call.traceparent }),
});

// A command only finds what time has brought about: nobody but the rail stands behind it.
const clockSource = (source: EventSource): EventSource => ({
  ...source,
  actorId: systemActor.id,
  actorName: systemActor.name,
  clientId: "system",
});

const isLonger = (text: string, bytesMax: number): boolean =>
  text.length > bytesMax || (text.length * 3 > bytesMax && utf8Length(text) > bytesMax);

function changedIndexes(
  before: Held<unknown> | undefined,
  next: Held<unknown>,
): Record<string, IndexValue | undefined> {
  const changed: Record<string, IndexValue | undefined> = {};
  for (const name in next.indexes) {
    if (!before || before.indexes[name] !== next.indexes[name]) changed[name] = next.indexes[name];
  }
  return changed;
}

function changedManyIndexes(before: Held<unknown> | undefined, next: Held<unknown>): Record<string, readonly string[]> {
  const changed: Record<string, readonly string[]> = {};
  for (const [name, values] of Object.entries(next.manyIndexes)) {
    const earlier = before?.manyIndexes[name] ?? [];
    if (earlier.length !== values.length || values.some((value, index) => value !== earlier[index]))
      changed[name] = values;
  }
  return changed;
}
