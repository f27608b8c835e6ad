import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { checkChain, factsOf } from "../crash/check-events.ts";
import { checkTimeline } from "../crash/check-timeline.ts";
import type { SeenJourney } from "../crash/history.ts";
import { observeCustomers } from "../crash/observe.ts";
import { until } from "../kafka/keyed-streams.ts";
import { freshId, type JourneyData, manualTemplate } from "../rest/resources.ts";
import { dataOf, restClient, type RestAnswer, type RestClient } from "../rest/rest-client.ts";
import { checkTopic } from "./check-topic.ts";
import { isOnTopic, untilServed } from "./judge.ts";
import { openTestCluster, type TestCluster } from "./open-test-cluster.ts";
import { say } from "./say.ts";
import { shiftedClock, type ShiftedClock } from "./shifted-clock.ts";
import { killVictim } from "./victims.ts";

const hourMs = 3_600_000;
const customers = 6;
const journeysEach = 20;

let clock: ShiftedClock;
let given: TestCluster;
let app: RestClient;
beforeAll(async () => {
  clock = shiftedClock(-2 * hourMs);
  given = await openTestCluster({ environment: { OMNI_REPLICAS: "2" }, machine: clock.environment });
  app = restClient(given.cluster.baseUrl, given.appKey);
});
afterAll(async () => {
  await given?.close();
  clock?.remove();
});

const advance = (id: string): Promise<RestAnswer | undefined> => {
  const body = { completedStepId: "step_1", stepOutcome: "passed", stepData: {}, advancedBy: "usr_rm_001" };
  return app.post(`/journeys/${id}/advance`, body, { "idempotency-key": `advance-${id}` }).catch(() => undefined);
};

/** Sends it under its key until it is answered. */
async function advanceAtLast(id: string): Promise<void> {
  await until(`${id} is advanced`, async () => (await advance(id))?.status === 200);
}

/** Journeys whose first step is due in an hour, and which are due themselves half an hour later. */
async function createDueJourneys(customerId: string): Promise<readonly string[]> {
  const { steps, ...template } = manualTemplate(2);
  const [first, ...others] = steps;
  const timed = { ...template, steps: [{ ...first, timeoutHours: 1 }, ...others] };
  const { id: templateId } = dataOf<{ id: string }>(await app.post("/templates", timed), 201);
  const dueAt = new Date(Date.now() - hourMs / 2).toISOString();
  const body = { templateId, customerId, channel: "branch", dueAt };
  const answers = await Promise.all(Array.from({ length: journeysEach }, () => app.post("/journeys", body)));
  return answers.map((answer) => dataOf<JourneyData>(answer, 201).id);
}

const typesOf = ({ events }: Pick<SeenJourney, "events">) => events.map((event) => factsOf(event).eventType);

test("two replicas sweep, one is killed, commands race: every journey's clock events come once, before what follows them", async () => {
  const customerIds = Array.from({ length: customers }, () => freshId("ent_clock-"));
  const ids = (await Promise.all(customerIds.map(createDueJourneys))).flat();
  const raced = ids.filter((_id, index) => index % 3 === 0);
  expect(given.cluster.processes().filter(({ service }) => service === "journey")).toHaveLength(2);
  clock.shiftTo(0);
  const racing = Promise.all(raced.map(advanceAtLast));
  await wait(100);
  const { before, after } = await killVictim(given.cluster, "journey");
  await racing;
  await untilServed(given);
  const wanted = ids.length * 3 + raced.length;
  const counted = async () => {
    const seen = await observeCustomers(given.rail, customerIds);
    return seen.reduce((sum, { customer }) => sum + customer.timeline.length, 0);
  };
  await until("the timeline shows as many entries as there must be", async () => (await counted()) >= wanted);
  // Whoever sweeps twice would have done so by now.
  await wait(3_000);

  const seen = await observeCustomers(given.rail, customerIds);
  const journeys = seen.flatMap((one) => one.journeys);
  await until("the plain consumer has seen the last events", () => journeys.every((one) => isOnTopic(given, one)));
  say(
    `clock events: ${journeys.length} journeys, of which ${raced.length} raced with commands; journey ${before} was killed, ${after} took its place`,
  );
  const late = ["journey.created", "journey.step_overdue", "journey.sla_breached"];
  const expected = ids.map((id) => [id, raced.includes(id) ? [...late, "journey.advanced"] : late]);
  expect(Object.fromEntries(journeys.map((one) => [one.id, typesOf(one)]))).toEqual(Object.fromEntries(expected));
  const violations = [
    ...journeys.flatMap(checkChain),
    ...seen.flatMap(({ customer, journeys: own }) => checkTimeline(customer.customerId, customer.timeline, own)),
    ...checkTopic(given.tenantId, journeys, given.topics),
  ];
  expect(violations).toEqual([]);
});
