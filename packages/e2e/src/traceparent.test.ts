import { afterAll, beforeAll, expect, test } from "vitest";
import { readTopic, type TopicReader } from "./outside/topic-records.ts";
import { type ClusterTestRail, startCluster } from "./rail/start-rail.ts";
import { createJourney, passKyc } from "./rest/resources.ts";

const traceparent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
const another = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

let rail: ClusterTestRail;
let topic: TopicReader;
beforeAll(async () => {
  rail = await startCluster();
  topic = await read();
});
const read = (): Promise<TopicReader> => readTopic(rail.ground.broker.brokers, "omni.journey.v1");
afterAll(async () => {
  await topic.close();
  await rail.stop();
});

test("a request's traceparent stands in its event's record, beside the headers of CloudEvents 1.0", async () => {
  const { app } = rail.alpha;
  const journey = await createJourney(app, {}, { traceparent, "x-request-id": "bank-1" });
  const moved = await passKyc(app, journey.id, { traceparent: another });
  expect(moved.status).toBe(200);
  const [created, advanced] = await topic.ofKey(journey.id, 2);
  const event = JSON.parse(created?.value ?? "") as Readonly<Record<string, unknown>>;
  expect(created?.key).toBe(`tnt_alpha/${journey.id}`);
  expect(created?.headers).toEqual({
    ce_specversion: "1.0",
    ce_id: event["eventId"],
    ce_type: "omni.journey.created",
    ce_source: "/omni/journey",
    ce_time: journey.createdAt,
    "content-type": "application/json",
    "omni-tenant": "tnt_alpha",
    "omni-aggregate": `journey/${journey.id}`,
    "omni-sequence": "1",
    traceparent,
  });
  expect(event).toMatchObject({ correlationId: "bank-1", tenantId: "tnt_alpha" });
  expect(advanced?.headers).toMatchObject({
    ce_type: "omni.journey.advanced",
    "omni-sequence": "2",
    traceparent: another,
  });
});

test.each([
  ["no traceparent", undefined],
  ["one that is none", "00-nonsense"],
  ["one of another version's length", `${traceparent}-more`],
])("with %s nothing is invented", async (_name, sent) => {
  const { id } = await createJourney(rail.alpha.app, {}, sent === undefined ? {} : { traceparent: sent });
  const [created] = await topic.ofKey(id, 1);
  expect(created?.headers).toMatchObject({ ce_type: "omni.journey.created" });
  expect(created?.headers).not.toHaveProperty("traceparent");
});

test("it survives the process that took the command: another one's relay sends it", async () => {
  const { alpha, ground } = rail;
  const journeyPid = () =>
    ground
      .cluster()
      .processes()
      .find(({ service }) => service === "journey")?.pid ?? 0;
  // Gone, not paused: a paused broker would later read what the first process had sent.
  await topic.close();
  await ground.broker.kill();
  const { id } = await createJourney(alpha.app, {}, { traceparent });
  const first = journeyPid();
  process.kill(first, "SIGKILL");
  await expect.poll(journeyPid).not.toBe(first);
  await ground.broker.restart();
  topic = await read();
  const [created] = await topic.ofKey(id, 1);
  expect(created?.headers).toMatchObject({ ce_type: "omni.journey.created", traceparent });
});
