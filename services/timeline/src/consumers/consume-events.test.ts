import { accepted, formatInstant, refusal } from "@omni/kernel";
import { openLogBus } from "@omni/platform/bus/log";
import { silentLog } from "@omni/platform/log";
import { openSqliteProjection } from "@omni/platform/projection/sqlite";
import { eventHistory, eventMessage, testEvent, type EventWish } from "@omni/testkit/events";
import { comeToRest, manualTime } from "@omni/testkit/manual-time";
import { afterEach, expect, test } from "vitest";
import { timeline } from "../timeline.ts";
import { consumeEvents } from "./consume-events.ts";
import type { Producers } from "./producers.ts";

const opened: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
});

const scope = { tenantId: "tnt_alpha" };
const journeyTopic = "omni.journey.v1";
const customer = { type: "customer", id: "ent_1" };

/** The consumer on the embedded engines, with a producer whose store it may read when it is not away. */
function world() {
  const time = manualTime();
  const bus = openLogBus({ file: ":memory:", log: silentLog, ...time });
  const projection = openSqliteProjection({ file: ":memory:", declaration: timeline, clock: time.clock });
  const history = eventHistory();
  const producer = { away: false, asked: 0, atMost: 500, tenantId: "tnt_alpha" };
  const producers: Producers = () => ({
    service: "journey",
    readEvents: async (_outgoing, { aggregateType, aggregateId, sequence }, limit) => {
      producer.asked += 1;
      if (producer.away) return refusal("service.unavailable");
      const most = Math.min(limit, producer.atMost);
      return accepted(history.read(producer.tenantId, `${aggregateType}/${aggregateId}`, sequence, most));
    },
  });
  const outgoing = async () => accepted({ credential: { apiKey: "own" } });
  const subscription = consumeEvents({ projection, producers, clock: time.clock, log: silentLog, outgoing });
  opened.push(bus, projection);
  const emit = (wish: EventWish) => {
    const event = testEvent({ subjects: [customer], ...wish });
    history.add(event);
    return eventMessage(event);
  };
  const rows = async (entity = "customer/ent_1") => {
    const found = await projection.find(scope, { any: [{ entity }], order: "asc", start: { page: 1 }, perPage: 1000 });
    return found.items.map((item): unknown => JSON.parse(item));
  };
  const shown = async (entity?: string) =>
    (await rows(entity)).map(
      (row) => (row as { id: string; eventType: string }).id + "/" + (row as { eventType: string }).eventType,
    );
  const start = () => bus.consume(subscription);
  return { ...time, bus, projection, producer, history, emit, rows, shown, start, subscription };
}

const happened = "journey.advanced";

test("an event stands on every entity that it concerns, once, however often it comes", async () => {
  const { bus, emit, shown, start } = world();
  const first = emit({ sequence: 1 });
  const second = emit({ sequence: 2 });
  await bus.publish([first, first, second]);
  await start();
  await bus.publish([first, second, first]);
  await comeToRest();
  const both = [`evt_jrn_1_1/${happened}`, `evt_jrn_1_2/${happened}`];
  expect(await shown("customer/ent_1")).toEqual(both);
  expect(await shown("journey/jrn_1")).toEqual(both);
});

test("a hole is closed from the producer's store before what lies behind it is applied", async () => {
  const { bus, emit, producer, shown, start } = world();
  const messages = [1, 2, 3, 4, 5, 6, 7].map((sequence) => emit({ sequence }));
  await start();
  // 1, 2 and 5 never arrive.
  await bus.publish([messages[2], messages[3], messages[5], messages[6]].flatMap((message) => message ?? []));
  await comeToRest();
  expect(await shown()).toEqual([1, 2, 3, 4, 5, 6, 7].map((sequence) => `evt_jrn_1_${sequence}/${happened}`));
  expect(producer.asked).toBe(1);
});

test("a hole longer than one answer of the producer is closed in several", async () => {
  const { bus, emit, producer, shown, start } = world();
  const messages = Array.from({ length: 1_201 }, (_, index) => emit({ sequence: index + 1 }));
  await start();
  await bus.publish(messages.slice(-1));
  await comeToRest();
  expect((await shown()).length).toBe(1000);
  expect((await shown("journey/jrn_1")).at(-1)).toBe(`evt_jrn_1_1000/${happened}`);
  expect(producer.asked).toBe(3);
});

test("a producer that answers less than it was asked for is asked again; nothing of it is taken for lost", async () => {
  const { bus, emit, producer, shown, start } = world();
  const messages = [1, 2, 3, 4, 5, 6].map((sequence) => emit({ sequence }));
  producer.atMost = 2;
  await start();
  await bus.publish(messages.slice(5));
  await comeToRest();
  expect(await shown()).toEqual([1, 2, 3, 4, 5, 6].map((sequence) => `evt_jrn_1_${sequence}/${happened}`));
});

test("an answer with another tenant's event is not shown", async () => {
  const { bus, emit, producer, shown, start } = world();
  emit({ sequence: 1, tenantId: "tnt_beta" });
  emit({ sequence: 1 });
  producer.tenantId = "tnt_beta";
  await start();
  await bus.publish([emit({ sequence: 2 })]);
  await comeToRest();
  expect(await shown()).toEqual([`evt_jrn_1_2/${happened}`]);
  expect(await shown("journey/jrn_1")).toEqual(["gap_jrn_1_1/gap", `evt_jrn_1_2/${happened}`]);
});

test("while the producer is away a hole waits, and nothing is dead-lettered", async () => {
  const { advance, bus, emit, producer, shown, start } = world();
  const messages = [1, 2, 3].map((sequence) => emit({ sequence }));
  producer.away = true;
  await start();
  await bus.publish(messages.slice(2));
  await advance(60_000);
  expect(await shown()).toEqual([]);
  expect(producer.asked).toBeGreaterThan(10);
  producer.away = false;
  await advance(2_000);
  expect((await shown()).length).toBe(3);
  expect(await bus.deadLetters(journeyTopic, "timeline", 10)).toEqual([]);
});

test("while one producer is away, the topics of the others go on at full speed", async () => {
  const { bus, clock, emit, producer, shown, start } = world();
  emit({ sequence: 1, aggregateType: "user", aggregateId: "usr_1" });
  const behind = emit({ sequence: 2, aggregateType: "user", aggregateId: "usr_1" });
  producer.away = true;
  await start();
  await bus.publish([{ ...behind, topic: "omni.access.v1" }]);
  await comeToRest();
  const before = clock();
  for (const sequence of [1, 2, 3]) {
    await bus.publish([emit({ sequence })]);
    await comeToRest();
  }
  expect(await shown()).toHaveLength(3);
  expect(clock()).toBe(before);
});

test("an event that its producer has lost is a gap, and the ones behind it go on", async () => {
  const { bus, rows, shown, start } = world();
  await start();
  await bus.publish([eventMessage(testEvent({ sequence: 2, subjects: [customer] }))]);
  await comeToRest();
  expect(await shown()).toEqual([`evt_jrn_1_2/${happened}`]);
  expect((await rows("journey/jrn_1"))[0]).toMatchObject({
    eventType: "gap",
    metadata: { aggregate: "journey/jrn_1", sequence: 1, reason: "The producer does not have the event." },
  });
});

test("a poison message is a gap in its place; its neighbours are not held up, and a replay fills it", async () => {
  const { bus, emit, rows, shown, start } = world();
  const messages = [1, 2, 3].map((sequence) => emit({ sequence }));
  const poison = messages.map((message, index) => (index === 1 ? { ...message, value: Buffer.from("{") } : message));
  await start();
  await bus.publish(poison);
  await comeToRest();
  expect(await shown("journey/jrn_1")).toEqual([
    `evt_jrn_1_1/${happened}`,
    "evt_jrn_1_2/gap",
    `evt_jrn_1_3/${happened}`,
  ]);
  expect(await shown()).toEqual([`evt_jrn_1_1/${happened}`, `evt_jrn_1_3/${happened}`]);
  expect((await rows("journey/jrn_1"))[1]).toMatchObject({
    metadata: { sequence: 2, reason: "The value is not JSON." },
  });

  const letters = await bus.deadLetters(journeyTopic, "timeline", 10);
  expect(letters.map(({ reason }) => reason)).toEqual(["The value is not JSON."]);
  for (const letter of letters) expect(await bus.replay(letter)).toBe(false);
  await bus.publish(messages.slice(1, 2));
  await comeToRest();
  const all = [1, 2, 3].map((sequence) => `evt_jrn_1_${sequence}/${happened}`);
  expect(await shown("journey/jrn_1")).toEqual(all);
  expect(await shown()).toEqual(all);
});

test("a poison message behind a hole: the hole is closed first, so that only the poison is missing", async () => {
  const { bus, emit, shown, start } = world();
  const messages = [1, 2, 3].map((sequence) => emit({ sequence, at: 1_700_000_000_000 + sequence }));
  await start();
  await bus.publish(messages.slice(2).map((message) => ({ ...message, value: Buffer.from("{") })));
  await comeToRest();
  expect(await shown("journey/jrn_1")).toEqual([
    `evt_jrn_1_1/${happened}`,
    `evt_jrn_1_2/${happened}`,
    "evt_jrn_1_3/gap",
  ]);
});

test("an envelope under another tenant's name reaches neither tenant's timeline", async () => {
  const { bus, projection, emit, shown, start } = world();
  const foreign = { ...emit({ sequence: 1, tenantId: "tnt_beta" }), key: "tnt_alpha/jrn_1" };
  await start();
  await bus.publish([{ ...foreign, headers: { ...foreign.headers, "omni-tenant": "tnt_alpha" } }]);
  await comeToRest();
  expect(await shown()).toEqual([]);
  expect(await shown("journey/jrn_1")).toEqual(["evt_jrn_1_1/gap"]);
  const ofBeta = { any: [{}], order: "asc", start: { page: 1 }, perPage: 10 } as const;
  expect((await projection.find({ tenantId: "tnt_beta" }, ofBeta)).total).toBe(0);
});

test("a dead letter that tells nothing of itself is kept, and holds nothing up", async () => {
  const { bus, emit, shown, start } = world();
  await start();
  const nameless = { topic: journeyTopic, key: "", headers: {}, value: Uint8Array.of(0) };
  await bus.publish([nameless, emit({ sequence: 1 })]);
  await comeToRest();
  expect(await shown()).toEqual([`evt_jrn_1_1/${happened}`]);
  expect((await bus.deadLetters(journeyTopic, "timeline", 10)).length).toBe(1);
});

test("a gap whose time is not known stands behind its predecessor, though other aggregates went on meanwhile", async () => {
  const { bus, emit, shown, start } = world();
  const [first, second, third] = [1, 2, 3].map((sequence) => emit({ sequence, at: 1_700_000_000_000 + 10 * sequence }));
  const approval = {
    aggregateType: "approval",
    aggregateId: "apr_1",
    eventType: "approval.requested",
    at: 1_700_000_000_025,
  };
  const other = emit({ ...approval, sequence: 1, subjects: [{ type: "journey", id: "jrn_1" }] });
  if (!first || !second || !third) throw new Error("three were emitted");
  await start();
  await bus.publish([first, other, { ...second, value: Buffer.from("") }, third]);
  await comeToRest();
  const order = ["evt_jrn_1_1", "evt_jrn_1_2", "evt_apr_1_1", "evt_jrn_1_3"];
  expect((await shown("journey/jrn_1")).map((text) => text.split("/")[0])).toEqual(order);
});

test("a first event whose time is not known stands at the time when it was found", async () => {
  const { bus, clock, emit, rows, start } = world();
  await start();
  await bus.publish([{ ...emit({ sequence: 1 }), value: Buffer.from("") }]);
  await comeToRest();
  expect((await rows("journey/jrn_1"))[0]).toMatchObject({ eventType: "gap", timestamp: formatInstant(clock()) });
});
