import { campaign } from "@omni/testkit/rounds";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startRail, type TestRail } from "./rail/start-rail.ts";
import { createJourney, type JourneyData, type Listed, passKyc, timelinePath } from "./rest/resources.ts";
import { bodyOf, dataOf, problemOf, tokenOf } from "./rest/rest-client.ts";

const racers = 200;

let rail: TestRail;
beforeAll(async () => {
  rail = await startRail();
});
afterAll(() => rail.stop());

test(`of ${racers} racing advances of one step one wins, the rest are told so, and the timeline shows one`, async () => {
  const { app } = rail.alpha;
  const { from, to } = campaign("races");
  for (let round = from; round <= to; round++) {
    const { id } = await createJourney(app);
    const answers = await Promise.all(Array.from({ length: racers }, () => passKyc(app, id)));
    const winners = answers.filter(({ status }) => status === 200);
    const losers = answers.filter(({ status }) => status !== 200);
    expect(winners).toHaveLength(1);
    expect(new Set(losers.map((answer) => `${answer.status} ${problemOf(answer).code}`))).toEqual(
      new Set(["409 journey.step_already_completed"]),
    );
    expect(dataOf<JourneyData>(await app.get(`/journeys/${id}`), 200)).toMatchObject({
      completedSteps: 1,
      currentStepIndex: 1,
    });
    const [won] = winners;
    const seen = { "omni-consistency": won ? tokenOf(won) : "" };
    const shown = bodyOf<Listed<{ eventType: string }>>(await app.get(timelinePath("journey", id), seen));
    expect(shown.data.map(({ eventType }) => eventType)).toEqual(["journey.created", "journey.advanced"]);
  }
});

test(`of ${racers} racing failures of one step twenty are kept, in one order, and the rest are told so`, async () => {
  const { app } = rail.alpha;
  const { id } = await createJourney(app);
  const fail = { completedStepId: "step_kyc", stepOutcome: "failed" };
  const answers = await Promise.all(Array.from({ length: racers }, () => app.post(`/journeys/${id}/advance`, fail)));
  const done = answers.filter(({ status }) => status === 200);
  expect(done).toHaveLength(20);
  expect(new Set(answers.filter(({ status }) => status !== 200).map((answer) => problemOf(answer).code))).toEqual(
    new Set(["journey.attempts_exhausted"]),
  );
  // Each winner was answered the state that its own attempt had made.
  const counts = done.map(
    (answer) => dataOf<{ steps: readonly { attempts: readonly unknown[] }[] }>(answer, 200).steps[0]?.attempts.length,
  );
  expect(counts.toSorted((left = 0, right = 0) => left - right)).toEqual(
    Array.from({ length: 20 }, (_, index) => index + 1),
  );
});

test("of racing writers with If-Match one wins, and the rest get 412", async () => {
  const { app } = rail.alpha;
  const { id } = await createJourney(app);
  const etag = (await app.get(`/journeys/${id}`)).headers.get("etag") ?? "";
  const fail = { completedStepId: "step_kyc", stepOutcome: "failed" };
  const answers = await Promise.all(
    Array.from({ length: racers }, () => app.post(`/journeys/${id}/advance`, fail, { "if-match": etag })),
  );
  const statuses = answers.map(({ status }) => status);
  expect(statuses.filter((status) => status === 200)).toHaveLength(1);
  expect(statuses.filter((status) => status === 412)).toHaveLength(racers - 1);
});

test("of racing creations of one template id one wins, and the rest get 409", async () => {
  const { app } = rail.alpha;
  const body = (name: string) => ({
    id: "tmpl_raced",
    name,
    category: "sales",
    steps: [{ id: "one", name: "One", type: "manual", order: 1 }],
  });
  const answers = await Promise.all(
    Array.from({ length: racers }, (_, index) => app.post("/templates", body(`Racer ${index}`))),
  );
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
  const losers = answers.filter(({ status }) => status !== 201);
  expect(new Set(losers.map((answer) => `${answer.status} ${problemOf(answer).code}`))).toEqual(
    new Set(["409 template.id_taken"]),
  );
});
