import { accepted } from "@omni/kernel";
import type { Envelope } from "@omni/contracts/events";
import { openLogBus } from "@omni/platform/bus/log";
import { silentLog } from "@omni/platform/log";
import { openSqliteProjection } from "@omni/platform/projection/sqlite";
import { eventHistory, eventMessage, testEvent } from "@omni/testkit/events";
import { comeToRest, manualTime } from "@omni/testkit/manual-time";
import { rounds } from "@omni/testkit/rounds";
import fc from "fast-check";
import { cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { timeline } from "../timeline.ts";
import { catchUp } from "./catch-up.ts";
import { consumeEvents } from "./consume-events.ts";
import type { Producers } from "./producers.ts";

type Fate = "sent" | "lost" | "torn";
type Step =
  | { readonly emit: readonly { readonly journey: number; readonly customer: number; readonly fate: Fate }[] }
  /** The relay sends an aggregate's events again, from some place on. */
  | { readonly again: number; readonly from: number }
  /** A reader wants to see all of an aggregate, while the consumer works. */
  | { readonly read: number }
  /** A moment in which the consumer comes to rest; without it everything races. */
  | "rest"
  | "restart"
  /** The process dies: what the files hold at this moment is all that is left. */
  | "crash";

const journey = fc.nat(2);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      emit: fc.array(
        fc.record({
          journey,
          customer: fc.nat(1),
          fate: fc.oneof(
            { weight: 8, arbitrary: fc.constant<Fate>("sent") },
            { weight: 1, arbitrary: fc.constantFrom<Fate>("lost", "torn") },
          ),
        }),
        { minLength: 1, maxLength: 6 },
      ),
    }),
  },
  { weight: 2, arbitrary: fc.record({ again: journey, from: fc.integer({ min: 1, max: 6 }) }) },
  { weight: 2, arbitrary: fc.record({ read: journey }) },
  { weight: 2, arbitrary: fc.constant<Step>("rest") },
  { weight: 2, arbitrary: fc.constantFrom<Step>("restart", "crash") },
);

const scope = { tenantId: "tnt_alpha" };
const topic = "omni.journey.v1";
const nameOf = (number: number) => `jrn_${number}`;

const numRuns = rounds("timeline");

test(
  "whatever repeats, is lost or torn, races, restarts or is killed: one entry per event and entity, in order",
  { timeout: 20_000 + numRuns * 2_000 },
  async () => {
    await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 14 }), run), { numRuns });
  },
);

async function run(steps: readonly Step[]): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "omni-timeline-"));
  const rail = openRail(folder);
  try {
    for (const next of steps) await rail.take(next);
    await rail.finish();
  } finally {
    await rail.close();
    rmSync(folder, { recursive: true });
  }
}

function openRail(folder: string) {
  const time = manualTime();
  const history = eventHistory();
  const emitted: Envelope[] = [];
  const torn = new Set<string>();
  const heads = new Map<string, number>();
  const seen = new Map<string, number>();
  let lives = 1;
  const producers: Producers = () => ({
    service: "journey",
    readEvents: async (_outgoing, { tenantId, aggregateType, aggregateId, sequence }, limit) => {
      // An answer takes a turn, so that others come in between.
      await new Promise((resolve) => void setImmediate(resolve));
      return accepted(history.read(tenantId, `${aggregateType}/${aggregateId}`, sequence, Math.min(limit, 2)));
    },
  });
  const outgoing = async () => accepted({ credential: { apiKey: "own" } });
  const live = (home: string) => {
    const bus = openLogBus({ file: join(home, "bus.sqlite"), log: silentLog, ...time });
    const projection = openSqliteProjection({ file: join(home, "timeline.sqlite"), declaration: timeline, clock: time.clock });
    const deps = { projection, producers, clock: time.clock, log: silentLog, outgoing };
    const consuming = bus.consume(consumeEvents(deps));
    const close = async () => {
      await (await consuming).stop();
      await bus.close();
      await projection.close();
    };
    return { home, bus, projection, deps, close };
  };
  mkdirSync(join(folder, "0"));
  let now = live(join(folder, "0"));

  const emit = async (wanted: Extract<Step, { emit: unknown }>["emit"]) => {
    const messages = wanted.flatMap(({ journey: number, customer, fate }) => {
      const aggregateId = nameOf(number);
      const sequence = (heads.get(aggregateId) ?? 0) + 1;
      heads.set(aggregateId, sequence);
      const at = Date.UTC(2026, 0, 14) + emitted.length;
      const event = testEvent({ aggregateId, sequence, at, subjects: [{ type: "customer", id: `ent_${customer}` }] });
      emitted.push(event);
      history.add(event);
      if (fate === "torn") torn.add(event.eventId);
      const message = eventMessage(event);
      return fate === "lost" ? [] : [fate === "torn" ? { ...message, value: message.value.subarray(0, 40) } : message];
    });
    await now.bus.publish(messages);
  };
  const again = async (number: number, from: number) => {
    const sent = emitted.filter(({ aggregate }) => aggregate.id === nameOf(number) && aggregate.sequence >= from);
    for (const { eventId } of sent) torn.delete(eventId);
    await now.bus.publish(sent.map((event) => eventMessage(event)));
  };
  const read = async (number: number) => {
    const sequence = heads.get(nameOf(number)) ?? 0;
    const upTo = { ...scope, aggregateType: "journey", aggregateId: nameOf(number), sequence };
    if (sequence > 0) await catchUp(now.deps, { upTo, outgoing, gaps: false });
  };
  const neverFalls = async () => {
    const names = [...heads.keys()];
    const applied = await now.projection.applied(names.map((name) => ({ scope, aggregate: `journey/${name}` })));
    for (const [index, name] of names.entries()) {
      expect(applied[index]).toBeGreaterThanOrEqual(seen.get(name) ?? 0);
      seen.set(name, applied[index] ?? 0);
    }
  };
  const take = async (next: Step) => {
    if (next === "rest") await comeToRest();
    else if (next === "restart") {
      await now.close();
      now = live(now.home);
    } else if (next === "crash") {
      const before = now;
      const home = join(folder, String(lives++));
      cpSync(before.home, home, { recursive: true });
      now = live(home);
      await before.close();
    } else if ("emit" in next) await emit(next.emit);
    else if ("again" in next) await again(next.again, next.from);
    else await read(next.read);
    await neverFalls();
  };
  const finish = async () => {
    // A last event of each journey arrives: what was lost before it is then missed.
    await emit([0, 1, 2].map((number) => ({ journey: number, customer: 0, fate: "sent" as const })));
    await time.advance(10_000);
    await expectTimelines();
  };
  const shown = async (entity: string) => {
    const found = await now.projection.find(scope, { any: [{ entity }], order: "asc", start: { page: 1 }, perPage: 1000 });
    return found.items.map((item) => JSON.parse(item) as { id: string; eventType: string });
  };
  const expectTimelines = async () => {
    const subjects = new Set(emitted.flatMap((event) => event.subjects.map(({ type, id }) => `${type}/${id}`)));
    const stillTorn = new Set((await now.bus.deadLetters(topic, "timeline", 1000)).map(({ message }) => message.headers["ce_id"]));
    for (const entity of subjects) {
      const entries = await shown(entity);
      const wanted = emitted.filter((event) => event.subjects.some(({ type, id }) => `${type}/${id}` === entity)).map(({ eventId }) => eventId);
      const read = entries.filter(({ eventType }) => eventType !== "gap").map(({ id }) => id);
      const gaps = entries.filter(({ eventType }) => eventType === "gap").map(({ id }) => id);
      // Never twice, never out of order, and whatever is not there has a dead letter.
      expect(read).toEqual(wanted.filter((id) => read.includes(id)));
      expect(new Set(entries.map(({ id }) => id)).size).toBe(entries.length);
      for (const id of wanted) if (!read.includes(id)) expect(torn.has(id) && stillTorn.has(id), id).toBe(true);
      if (entity.startsWith("journey/")) expect([...read, ...gaps].toSorted()).toEqual(wanted.toSorted());
      for (const id of gaps) expect(torn.has(id)).toBe(true);
    }
  };
  return { take, finish, close: () => now.close() };
}
