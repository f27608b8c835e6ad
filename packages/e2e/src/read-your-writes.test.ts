import { instant } from "@omni/kernel";
import { rounds } from "@omni/testkit/rounds";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { railClock } from "./rail/rail-clock.ts";
import { startRail, type TestRail } from "./rail/start-rail.ts";
import {
  createJourney,
  type EntryData,
  freshId,
  type JourneyData,
  newJourney,
  passKyc,
  timelinePath,
} from "./rest/resources.ts";
import { dataOf, problemOf, type RestAnswer, type RestClient, tokenOf } from "./rest/rest-client.ts";

const seen = (after: RestAnswer) => ({ "omni-consistency": tokenOf(after) });
const eventsOf = async (
  client: RestClient,
  path: string,
  headers?: Readonly<Record<string, string>>,
): Promise<readonly string[]> =>
  dataOf<readonly EntryData[]>(await client.get(path, headers), 200).map(({ eventType }) => eventType);

let rail: TestRail;
let app: RestClient;
const clock = railClock(instant(Date.UTC(2026, 0, 15)));
beforeAll(async () => {
  rail = await startRail({ clock });
  ({ app } = rail.alpha);
});
afterEach(() => rail.delivery.release());
afterAll(() => rail.stop());

describe.each([
  { state: "runs", prepare: () => undefined },
  { state: "lags behind", prepare: () => rail.delivery.slowDown(100) },
  { state: "stands still", prepare: () => rail.delivery.hold() },
])("while the timeline's consumer $state", ({ prepare }) => {
  test("a read that carries the write's token sees it, every time", async () => {
    prepare();
    for (let count = 0; count < rounds("readYourWrites"); count++) {
      const customerId = freshId("cust_");
      const created = await app.post("/journeys", newJourney({ customerId }));
      const { id } = dataOf<JourneyData>(created, 201);
      expect(await eventsOf(app, timelinePath("customer", customerId), seen(created))).toEqual(["journey.created"]);
      const moved = await passKyc(app, id, seen(created));
      expect(await eventsOf(app, timelinePath("journey", id), seen(moved))).toEqual([
        "journey.created",
        "journey.advanced",
      ]);
      const listed = dataOf<readonly JourneyData[]>(
        await app.get(`/journeys?customerId=${customerId}`, seen(moved)),
        200,
      );
      expect(listed.map(({ status }) => status)).toEqual(["in_progress"]);
    }
  });
});

describe("while the timeline's consumer stands still", () => {
  beforeEach(() => rail.delivery.hold());

  test("a read without a token does not see the write, and once the consumer goes on nothing is lost or doubled", async () => {
    const customerId = freshId("cust_");
    const created = await app.post("/journeys", newJourney({ customerId }));
    expect(await eventsOf(app, timelinePath("customer", customerId))).toEqual([]);
    const moved = await passKyc(app, dataOf<JourneyData>(created, 201).id);
    expect(await eventsOf(app, timelinePath("customer", customerId), seen(moved))).toHaveLength(2);
    clock.advance(1_000);
    rail.delivery.release();
    const last = await createJourney(app, { customerId });
    await expect.poll(() => eventsOf(app, timelinePath("journey", last.id))).toEqual(["journey.created"]);
    expect(await eventsOf(app, timelinePath("customer", customerId))).toEqual([
      "journey.created",
      "journey.advanced",
      "journey.created",
    ]);
  });

  test("a token covers the latest 16 writes, over as many journeys", async () => {
    const customerId = freshId("cust_");
    let last = await app.post("/journeys", newJourney({ customerId }));
    const ids = [dataOf<JourneyData>(last, 201).id];
    while (ids.length < 20) {
      last = await app.post("/journeys", newJourney({ customerId }), seen(last));
      ids.push(dataOf<JourneyData>(last, 201).id);
      clock.advance(1);
    }
    const entries = dataOf<readonly EntryData[]>(await app.get(timelinePath("customer", customerId), seen(last)), 200);
    const shown = entries.map(({ metadata }) => metadata["journeyId"]);
    expect(shown).toEqual(ids.slice(-16));
  });

  test("a write answers a token over itself and the writes of the token that it was sent", async () => {
    const customerId = freshId("cust_");
    const first = await app.post("/journeys", newJourney({ customerId }));
    const second = await app.post("/journeys", newJourney({ customerId }), seen(first));
    const third = await passKyc(app, dataOf<JourneyData>(first, 201).id, seen(second));
    const entries = dataOf<readonly EntryData[]>(await app.get(timelinePath("customer", customerId), seen(third)), 200);
    const counts = Object.groupBy(entries, ({ eventType }) => eventType);
    expect([counts["journey.created"]?.length, counts["journey.advanced"]?.length]).toEqual([2, 1]);
  });

  test("a token older than five minutes is ignored, not waited for", async () => {
    const customerId = freshId("cust_");
    const created = await app.post("/journeys", newJourney({ customerId }));
    clock.advance(5 * 60_000 + 1);
    expect(await eventsOf(app, timelinePath("customer", customerId), seen(created))).toEqual([]);
  });
});

describe("a token that is not this tenant's own", () => {
  const reads = (journeyId: string) => [
    timelinePath("customer", "c"),
    "/journeys",
    `/journeys/${journeyId}`,
    "/templates",
    "/users",
  ];

  test.each([
    ["of another tenant", (_own: string, foreign: string) => foreign],
    ["with another end", (own: string) => own.replace(/.$/, (last) => (last === "A" ? "E" : "A"))],
    ["with another beginning", (own: string) => `x${own}`],
    ["of words", () => "please"],
    ["without its seal", (own: string) => own.split(".")[0] ?? ""],
  ])("%s is refused by every read and every write", async (_name, forge) => {
    const { id } = await createJourney(app);
    const own = tokenOf(await passKyc(app, id));
    const foreign = tokenOf(await rail.beta.app.post("/journeys", newJourney()));
    const headers = { "omni-consistency": forge(own, foreign) };
    const answers = [
      ...(await Promise.all(reads(id).map((path) => app.get(path, headers)))),
      await app.post("/journeys", newJourney(), headers),
    ];
    expect(answers.map((answer) => [answer.status, problemOf(answer).code])).toEqual(
      answers.map(() => [400, "consistency.invalid"]),
    );
  });
});
