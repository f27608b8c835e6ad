import { openKafkaBus } from "@omni/platform/bus/kafka";
import type { Bus } from "@omni/platform/bus";
import { silentLog } from "@omni/platform/log";
import { eventMessage, testEvent } from "@omni/testkit/events";
import { afterAll, beforeAll, expect, test } from "vitest";
import { postCrashTemplate } from "../crash/crash-rail.ts";
import { type BankClient, bankClient, type Message } from "../grpc/bank-client.ts";
import { until } from "../kafka/keyed-streams.ts";
import { createJourney, type EntryData, freshId, passKyc, timelinePath } from "../rest/resources.ts";
import { dataOf, restClient, type RestClient } from "../rest/rest-client.ts";
import { readMetric } from "./read-metric.ts";
import { mongoCommand } from "./mongo-command.ts";
import { openTestCluster, type TestCluster } from "./open-test-cluster.ts";
import { say } from "./say.ts";
import { openTopicView, type TopicView } from "./topic-view.ts";

const topic = "omni.journey.v1";
const service = "omni.timeline.v1.DeadLetterService";

let given: TestCluster;
let app: RestClient;
let bus: Bus;
let operator: BankClient;
let dead: TopicView;
beforeAll(async () => {
  given = await openTestCluster();
  await postCrashTemplate(given.rail);
  app = restClient(given.cluster.baseUrl, given.appKey);
  bus = await openKafkaBus({ brokers: given.cluster.kafka.split(","), clientId: "stranger", log: silentLog });
  // Whole topics are read for an answer.
  operator = bankClient(given.grpc["timeline"] ?? "", given.adminKey, { deadlineMs: 30_000 });
  dead = openTopicView(given.cluster.kafka, [`${topic}.dlq`]);
});
afterAll(async () => {
  operator?.close();
  await dead?.close();
  await bus?.close();
  await given?.close();
});

const entriesOf = async (journeyId: string): Promise<readonly EntryData[]> =>
  dataOf<readonly EntryData[]>(await app.get(timelinePath("journey", journeyId)), 200);
const typesOf = async (journeyId: string): Promise<readonly string[]> =>
  (await entriesOf(journeyId)).map(({ eventType }) => eventType);

const lettersOf = async (): Promise<readonly Message[]> => {
  const { reply } = await operator.call(service, "ListDeadLetters", { topic });
  return (reply as { deadLetters: readonly Message[] }).deadLetters;
};
const letterOf = async (aggregateId: string): Promise<Message | undefined> =>
  (await lettersOf()).find((letter) => letter["aggregateId"] === aggregateId);
const replay = (letter: Message | undefined) =>
  operator.call(service, "ReplayDeadLetter", { deadLetterId: String(letter?.["id"]) });

/** The dead letter of a key as anybody finds it on the topic. */
const onDeadTopic = (aggregateId: string) =>
  dead.all().find(({ headers }) => headers["omni-dead-letter-key"] === `${given.tenantId}/${aggregateId}`);

interface Poison {
  readonly reason: string;
  readonly publish: (aggregateId: string) => Promise<void>;
}

const first = (aggregateId: string) => ({ tenantId: given.tenantId, aggregateId, sequence: 1 });

const poisons: Readonly<Record<string, Poison>> = {
  "bytes that are no JSON": {
    reason: "The value is not JSON.",
    publish: (id) => bus.publish([{ ...eventMessage(testEvent(first(id))), value: Buffer.from([0xff, 0x7b, 0x00]) }]),
  },
  "a schema that is not known": {
    reason: "The schemaVersion is not 1.",
    publish: (id) => {
      const newer = { ...testEvent(first(id)), schemaVersion: 2, aggregate: id };
      return bus.publish([{ ...eventMessage(testEvent(first(id))), value: Buffer.from(JSON.stringify(newer)) }]);
    },
  },
  "an envelope of another tenant": {
    reason: "The envelope is not what the message's key and headers say.",
    publish: (id) => {
      const { value } = eventMessage(testEvent({ ...first(id), tenantId: "tnt_beta" }));
      return bus.publish([{ ...eventMessage(testEvent(first(id))), value }]);
    },
  },
};

test.each(Object.entries(poisons))(
  "%s: in the dead-letter topic with the reason, a gap on the timeline, and a replay says why it is not taken",
  async (_name, { publish, reason }) => {
    const id = freshId("jrn_poison-");
    await publish(id);
    await until("the gap shows", async () => (await typesOf(id)).includes("gap"));
    const metadata = { aggregate: `journey/${id}`, sequence: 1, reason };
    expect(await entriesOf(id)).toEqual([expect.objectContaining({ eventType: "gap", metadata })]);
    await until("it is on the dead-letter topic", () => onDeadTopic(id) !== undefined);
    expect(onDeadTopic(id)?.headers).toMatchObject({
      "omni-dead-letter-reason": reason,
      "omni-dead-letter-group": "timeline",
    });
    const letter = await letterOf(id);
    expect(letter).toMatchObject({ reason, topic, aggregateType: "journey", sequence: 1, eventId: `evt_${id}_1` });
    expect(await replay(letter)).toMatchObject({ info: { reason: "dead_letter.not_taken" }, message: reason });
    expect(await letterOf(id)).toEqual(letter);
  },
);

test("a message that says nothing of itself: in the dead-letter topic, nobody's, and nothing waits for it", async () => {
  const counted = () => readMetric(given.cluster, "timeline", "omni_bus_dead_letters_total");
  const [before = 0] = await counted();
  const key = freshId("noise-");
  await bus.publish([{ topic, key, headers: {}, value: Buffer.from("\u0000") }]);
  await until("it is on the dead-letter topic", () =>
    dead.all().some(({ headers }) => headers["omni-dead-letter-key"] === key),
  );
  const { id } = await createJourney(app);
  await until("the timeline goes on", async () => (await typesOf(id)).includes("journey.created"));
  expect((await lettersOf()).map((letter) => letter["aggregateId"])).not.toContain(key);
  expect(await counted()).toEqual([before + 1]);
});

/** Makes MongoDB refuse the timeline's rows of one event, but for a gap: as a handler that throws, each time again. */
const refuseRowsOf = (journeyId: string, sequence: number): Promise<void> =>
  setValidator({
    $or: [{ gap: true }, { id: { $not: { $regex: `^journey/${journeyId} ${String(sequence).padStart(10, "0")} ` } } }],
  });
const setValidator = (validator: object): Promise<void> =>
  mongoCommand(given.cluster.mongodb, "omni_timeline", { collMod: "timeline", validator });

/** Answers after how many milliseconds a journey's timeline shows its second entry. */
async function shownAfter(journeyId: string): Promise<number> {
  const begun = performance.now();
  await until(`${journeyId} shows two entries`, async () => (await entriesOf(journeyId)).length === 2);
  return Math.round(performance.now() - begun);
}

const partitionOf = (journeyId: string) => given.topics.recordsOf(`${given.tenantId}/${journeyId}`)[0]?.partition;

/** Journeys that stand on the timeline: three of one partition, and one each of five others. */
async function journeysByPartition() {
  const journeys = await Promise.all(Array.from({ length: 48 }, () => createJourney(app)));
  const ids = journeys.map(({ id }) => id);
  await until("the plain consumer has seen all", () => ids.every((id) => partitionOf(id) !== undefined));
  for (const id of ids) await until(`${id} is shown`, async () => (await entriesOf(id)).length === 1);
  const [largest = [], ...others] = [...Map.groupBy(ids, partitionOf).values()].toSorted((a, b) => b.length - a.length);
  const [poisoned = "", ...behind] = largest;
  return { poisoned, behind: behind.slice(0, 2), beside: others.slice(0, 5).flatMap(([id]) => id ?? []) };
}

/** Lets the timeline fail over one event; answers after how long the gap, what is behind it, and others were shown. */
async function delaysOf({ poisoned, behind, beside }: Awaited<ReturnType<typeof journeysByPartition>>) {
  await refuseRowsOf(poisoned, 2);
  dataOf(await passKyc(app, poisoned), 200);
  const passAndSee = async (id: string): Promise<number> => {
    dataOf(await passKyc(app, id), 200);
    return shownAfter(id);
  };
  const [[gapMs = 0], behindMs, besideMs] = await Promise.all([
    Promise.all([poisoned].map(shownAfter)),
    Promise.all(behind.map(passAndSee)),
    Promise.all(beside.map(passAndSee)),
  ]);
  say(
    `a handler that throws: the gap shows after ${gapMs} ms, what is behind it after ${behindMs.join(" and ")}, others after ${besideMs.join(", ")} ms`,
  );
  return { gapMs, behindMs, besideMs };
}

const triesMax = 3;

test("a handler that throws delays its partition by less than 1.5 s and no other; a replay puts the event in the gap's place", async () => {
  // What else is done on the machine adds to a delay, and never takes from it.
  for (let tries = 1, delayMs = Infinity; delayMs >= 1_500; tries++) {
    const journeys = await journeysByPartition();
    const { poisoned, behind, beside } = journeys;
    try {
      const { gapMs, behindMs, besideMs } = await delaysOf(journeys);
      expect([behind.length, beside.length]).toEqual([2, 5]);
      expect(Math.max(...besideMs)).toBeLessThan(Math.min(gapMs, ...behindMs));
      delayMs = Math.max(...behindMs) - Math.max(...besideMs);
      if (tries === triesMax) expect(delayMs).toBeLessThan(1_500);
      expect(await typesOf(poisoned)).toEqual(["journey.created", "gap"]);
      expect(await letterOf(poisoned)).toMatchObject({ reason: "The event could not be applied.", sequence: 2 });
      expect(await replay(await letterOf(poisoned))).toMatchObject({ info: { reason: "dead_letter.not_taken" } });
    } finally {
      await setValidator({});
    }
    expect(await replay(await letterOf(poisoned))).toMatchObject({ code: 0 });
    expect(await typesOf(poisoned)).toEqual(["journey.created", "journey.advanced"]);
    expect(await letterOf(poisoned)).toBeUndefined();
    expect(onDeadTopic(poisoned)?.headers["omni-dead-letter-reason"]).toMatch(/validation/i);
  }
});
