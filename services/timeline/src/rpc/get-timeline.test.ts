import { accepted, instant, refusal, type Result } from "@omni/kernel";
import { silentLog } from "@omni/platform/log";
import { openSqliteProjection } from "@omni/platform/projection/sqlite";
import type { ReplyOf, RequestOf, SeenWrite, TimelineServiceDefinition } from "@omni/platform/rpc";
import { replyOf, testCall } from "@omni/testkit/calls";
import { eventHistory, eventMessage, testEvent, type EventWish } from "@omni/testkit/events";
import { comeToRest, manualTime } from "@omni/testkit/manual-time";
import { afterEach, expect, test } from "vitest";
import { consumeEvents } from "../consumers/consume-events.ts";
import type { Producers } from "../consumers/producers.ts";
import { timeline } from "../timeline.ts";
import { getTimeline } from "./get-timeline.ts";

type Request = RequestOf<TimelineServiceDefinition, "getTimeline">;
type Reply = ReplyOf<TimelineServiceDefinition, "getTimeline">;

const opened: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
});

const customer = { type: "customer", id: "ent_customer_456" };
const noon = Date.UTC(2026, 0, 15, 12);

interface CallWish {
  readonly tenantId?: string;
  readonly zone?: string;
  readonly seen?: readonly SeenWrite[];
  readonly deadline?: number;
  readonly onward?: () => Promise<Result<{ credential: { context: string } }>>;
}

function world() {
  const time = manualTime(instant(noon));
  const projection = openSqliteProjection({ file: ":memory:", declaration: timeline, clock: time.clock });
  opened.push(projection);
  const history = eventHistory();
  const producer = { answer: "stored" as "stored" | "away" | "silent", asked: [] as string[] };
  const producers: Producers = (aggregateType) =>
    aggregateType === "invoice"
      ? undefined
      : {
          service: aggregateType === "user" ? "access" : "journey",
          readEvents: async (outgoing, place, limit) => {
            producer.asked.push(JSON.stringify(outgoing.credential));
            if (producer.answer === "away") return refusal("service.unavailable");
            if (producer.answer === "silent") return new Promise(() => undefined);
            const aggregate = `${place.aggregateType}/${place.aggregateId}`;
            return accepted(history.read(place.tenantId, aggregate, place.sequence, limit));
          },
        };
  const deps = { projection, producers, clock: time.clock, log: silentLog, sleep: time.sleep };
  const { handler } = consumeEvents({ ...deps, outgoing: async () => refusal("service.unavailable") });
  const apply = (...wishes: readonly EventWish[]) =>
    handler(wishes.map((wish) => eventMessage(testEvent({ subjects: [customer], ...wish }))));
  const handle = getTimeline(deps);
  const get = async (request: Partial<Request> = {}, wish: CallWish = {}): Promise<Result<Reply>> => {
    const base = testCall<Reply>(wish.tenantId === undefined ? {} : { tenantId: wish.tenantId });
    const answer = await handle({
      ...base,
      request: { entityId: customer.id, entityType: customer.type, eventTypes: [], ...request },
      caller: { ...base.caller, zone: wish.zone ?? "Asia/Riyadh" },
      seen: wish.seen ?? [],
      deadline: instant(wish.deadline ?? noon + 5_000),
      onward: wish.onward ?? (async () => accepted({ credential: { context: "reader" } })),
    });
    return answer.ok ? accepted(replyOf<Reply>(answer.value)) : answer;
  };
  const ids = async (request: Partial<Request> = {}, wish: CallWish = {}) => {
    const got = await get(request, wish);
    return got.ok ? (got.value.entries ?? []).map(({ id }) => id) : got.code;
  };
  return { ...time, projection, history, producer, apply, get, ids };
}

const seen = (more: Partial<SeenWrite> = {}): SeenWrite => ({
  aggregateType: "journey",
  aggregateId: "jrn_1",
  sequence: 1,
  at: instant(noon),
  ...more,
});

test("an entry carries who, when, what and where, as the event told it", async () => {
  const { apply, get } = world();
  await apply({ sequence: 1, at: noon, actor: { id: "usr_deputy_002", name: "Layla", onBehalfOf: "usr_manager_001" } });
  const got = await get();
  if (!got.ok) throw new Error(got.code);
  const [{ metadata, ...entry } = {}] = got.value.entries ?? [];
  expect(entry).toEqual({
    id: "evt_jrn_1_1",
    timestamp: "2026-01-15T12:00:00Z",
    eventType: "journey.advanced",
    actorId: "usr_deputy_002",
    actorName: "Layla",
    onBehalfOf: "usr_manager_001",
    channel: "web",
    summary: "Journey advanced",
  });
  // `testCall` encodes as JSON, so bytes arrive as their numbers.
  const { data } = metadata as unknown as { data: number[] };
  expect(Buffer.from(data).toString()).toBe('{"journeyId":"jrn_1"}');
  expect(got.value.pagination).toEqual({ page: 1, perPage: 50, total: 1, totalIsExact: true });
});

test("an unknown entity, and one of another tenant, has an empty timeline", async () => {
  const { apply, get, ids } = world();
  await apply({ sequence: 1 });
  expect(await ids({ entityId: "ent_unknown" })).toEqual([]);
  expect(await ids({ entityType: "contract" })).toEqual([]);
  const foreign = await get({}, { tenantId: "tnt_beta" });
  expect(foreign.ok && foreign.value).toMatchObject({ entries: [], pagination: { total: 0 } });
});

test("entries come oldest first, or newest first when asked", async () => {
  const { apply, ids } = world();
  await apply({ aggregateId: "jrn_2", sequence: 1, at: noon }, { aggregateId: "jrn_1", sequence: 1, at: noon });
  await apply({ aggregateId: "jrn_1", sequence: 2, at: noon + 1 });
  const order = ["evt_jrn_1_1", "evt_jrn_2_1", "evt_jrn_1_2"];
  expect(await ids()).toEqual(order);
  expect(await ids({ order: "desc" })).toEqual(order.toReversed());
});

test("types and times narrow together; a day is the tenant's day, both ends included", async () => {
  const { apply, ids } = world();
  const startOfDay = Date.UTC(2026, 0, 14, 21);
  const times = [startOfDay - 1, startOfDay, startOfDay + 86_399_999, startOfDay + 86_400_000];
  await apply(...times.map((at, index) => ({ sequence: index + 1, at })));
  await apply({ sequence: 5, at: times[3], eventType: "journey.created" } as EventWish);
  const day = { fromDate: "2026-01-15", toDate: "2026-01-15" };
  expect(await ids(day)).toEqual(["evt_jrn_1_2", "evt_jrn_1_3"]);
  expect(await ids(day, { zone: "UTC" })).toEqual(["evt_jrn_1_3", "evt_jrn_1_4", "evt_jrn_1_5"]);
  expect(await ids({ fromDate: "2026-01-15T21:00:00Z", eventTypes: ["omni.journey.created"] })).toEqual([
    "evt_jrn_1_5",
  ]);
  expect(await ids({ toDate: "2026-01-14T23:59:59.999+03:00" })).toEqual(["evt_jrn_1_1"]);
  expect(await ids({ eventTypes: ["journey.created", "approval.requested"] })).toEqual(["evt_jrn_1_5"]);
});

test("what is asked wrongly is refused before anything is read or fetched", async () => {
  const { producer, get } = world();
  const refused = await get({ entityType: "planet" }, { seen: [seen()] });
  expect(refused).toMatchObject({ ok: false, code: "request.invalid", faults: [{ pointer: "?entityType" }] });
  expect(producer.asked).toEqual([]);
});

test.each([
  [{ page: 0 }, "request.invalid"],
  [{ perPage: 201 }, "request.invalid"],
  [{ perPage: 0 }, "request.invalid"],
  [{ page: 51, perPage: 200 }, "pagination.too_deep"],
  [{ page: 1, cursor: "x" }, "request.invalid"],
  [{ cursor: "x" }, "pagination.cursor_invalid"],
])("the page %j is refused with %s", async (page, code) => {
  const { ids } = world();
  expect(await ids({ page })).toBe(code);
});

test("a walk by cursor goes on under the same question only, and sees each entry once", async () => {
  const { apply, get, ids } = world();
  await apply(...[1, 2, 3, 4, 5].map((sequence) => ({ sequence })));
  const walked: unknown[] = [];
  let cursor: string | null | undefined;
  do {
    const got = await get({ page: { perPage: 2, ...(cursor ? { cursor } : {}) } });
    if (!got.ok) throw new Error(got.code);
    walked.push(...(got.value.entries ?? []).map(({ id }) => id));
    const before = cursor;
    cursor = got.value.pagination?.nextCursor;
    if (before === undefined)
      expect(await ids({ entityId: "ent_2", page: { cursor: cursor ?? "" } })).toBe("pagination.cursor_invalid");
    await apply({ aggregateId: `jrn_new_${walked.length}`, sequence: 1, at: 1 });
  } while (cursor);
  expect(walked).toEqual([1, 2, 3, 4, 5].map((sequence) => `evt_jrn_1_${sequence}`));
});

test("a write that the caller has seen is fetched in the caller's name, with what lies before it, and then shown", async () => {
  const { history, ids, producer } = world();
  for (const sequence of [1, 2, 3]) history.add(testEvent({ sequence, subjects: [customer] }));
  expect(await ids({}, { seen: [seen({ sequence: 3 })] })).toEqual(["evt_jrn_1_1", "evt_jrn_1_2", "evt_jrn_1_3"]);
  expect(producer.asked).toEqual(['{"context":"reader"}']);
  expect(await ids({}, { seen: [seen({ sequence: 2 })] })).toHaveLength(3);
  expect(producer.asked).toHaveLength(1);
});

test("writes of several services are fetched together; readers who race fetch without doubling", async () => {
  const { history, ids } = world();
  history.add(testEvent({ sequence: 1, subjects: [customer] }));
  history.add(
    testEvent({
      aggregateType: "user",
      aggregateId: "usr_1",
      sequence: 1,
      subjects: [customer],
      eventType: "user.changed",
    }),
  );
  const both = [seen(), seen({ aggregateType: "user", aggregateId: "usr_1" })];
  const answers = await Promise.all([ids({}, { seen: both }), ids({}, { seen: both }), ids({}, { seen: [seen()] })]);
  expect(answers[0]).toHaveLength(2);
  expect(await ids()).toHaveLength(2);
});

test.each([["away"], ["silent"]] as const)(
  "a producer that is %s: refused within 2 s, or at the caller's deadline",
  async (answer) => {
    const { advance, ids, producer } = world();
    producer.answer = answer;
    const outcomes: unknown[] = [];
    const ask = (wish: CallWish) => void ids({}, { seen: [seen()], ...wish }).then((outcome) => outcomes.push(outcome));
    ask({ deadline: noon + 60_000 });
    ask({ deadline: noon + 100 });
    await advance(100);
    expect(outcomes.at(-1)).toBe("consistency.timeout");
    await advance(1_900);
    expect(outcomes).toEqual(["consistency.timeout", "consistency.timeout"]);
  },
);

test("a write that its producer does not have, cannot be asked for, or cannot be read is refused, not left out silently", async () => {
  const { history, ids, projection } = world();
  expect(await ids({}, { seen: [seen()] })).toBe("consistency.timeout");
  expect(await ids({}, { seen: [seen({ aggregateType: "invoice" })] })).toBe("consistency.timeout");
  const onward = async () => refusal("credential.invalid");
  expect(await ids({}, { seen: [seen()], onward })).toBe("consistency.timeout");
  history.add({ ...testEvent({ sequence: 1 }), schemaVersion: 2 as 1 });
  expect(await ids({}, { seen: [seen()] })).toBe("consistency.timeout");
  // It is left to the bus, which keeps it as a dead letter.
  expect(await projection.applied([{ scope: { tenantId: "tnt_alpha" }, aggregate: "journey/jrn_1" }])).toEqual([0]);
});

test("a late answer of a producer is applied all the same, for the next reader", async () => {
  const { advance, history, ids } = world();
  history.add(testEvent({ sequence: 1, subjects: [customer] }));
  let answer: () => void = () => undefined;
  const onward = async () => {
    await new Promise<void>((resolve) => (answer = resolve));
    return accepted({ credential: { context: "reader" } });
  };
  const asked = ids({}, { seen: [seen()], onward });
  await advance(2_000);
  expect(await asked).toBe("consistency.timeout");
  answer();
  await comeToRest();
  expect(await ids()).toEqual(["evt_jrn_1_1"]);
});
