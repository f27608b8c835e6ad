import { campaign } from "@omni/testkit/rounds";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startRail, type TestRail, type TestTenant } from "./rail/start-rail.ts";
import {
  createJourney,
  freshId,
  type JourneyData,
  type Listed,
  manualTemplate,
  newJourney,
  timelinePath,
} from "./rest/resources.ts";
import { bodyOf, dataOf, problemOf, type RestAnswer, type RestClient, tokenOf } from "./rest/rest-client.ts";

const racers = 50;
const keyed = (key: string) => ({ "idempotency-key": key });
const replayed = (answer: RestAnswer): boolean => answer.headers.get("idempotency-replayed") === "true";

let rail: TestRail;
let alpha: TestTenant;
beforeAll(async () => {
  rail = await startRail();
  ({ alpha } = rail);
});
afterAll(() => rail.stop());

/** A mutation that can be sent often, and how to count its effects afterwards. */
interface Mutation {
  readonly name: string;
  readonly status: number;
  /** Prepares the ground; answers how to send one request, and how to count. */
  readonly prepare: () => Promise<{
    readonly send: (key: string) => Promise<RestAnswer>;
    /** The same with another body. */
    readonly sendOther: (key: string) => Promise<RestAnswer>;
    readonly effects: (after: RestAnswer) => Promise<number>;
  }>;
}

const total = async (client: RestClient, path: string, after?: RestAnswer): Promise<number> =>
  bodyOf<Listed<unknown>>(await client.get(path, after && { "omni-consistency": tokenOf(after) })).pagination.total;

const mutations: readonly Mutation[] = [
  {
    name: "POST /journeys",
    status: 201,
    prepare: async () => {
      const customerId = freshId("cust_");
      const send = (key: string, channel: string) =>
        alpha.app.post("/journeys", newJourney({ customerId, channel }), keyed(key));
      return {
        send: (key) => send(key, "web"),
        sendOther: (key) => send(key, "mobile"),
        effects: async (after) => {
          const journeys = await total(alpha.app, `/journeys?customerId=${customerId}`);
          expect(await total(alpha.app, timelinePath("customer", customerId), after)).toBe(journeys);
          return journeys;
        },
      };
    },
  },
  {
    name: "POST /journeys/{id}/advance",
    status: 200,
    prepare: async () => {
      const { id } = await createJourney(alpha.app);
      // A failure can be repeated: twenty attempts would all be taken.
      const send = (key: string, note: string) =>
        alpha.app.post(
          `/journeys/${id}/advance`,
          { completedStepId: "step_kyc", stepOutcome: "failed", stepData: { note } },
          keyed(key),
        );
      return {
        send: (key) => send(key, "one"),
        sendOther: (key) => send(key, "two"),
        effects: async (after) => {
          const journey = dataOf<{ steps: readonly { attempts: readonly unknown[] }[] }>(
            await alpha.app.get(`/journeys/${id}`),
            200,
          );
          const attempts = journey.steps[0]?.attempts.length ?? 0;
          expect(await total(alpha.app, timelinePath("journey", id, "&eventTypes=journey.step_failed"), after)).toBe(
            attempts,
          );
          return attempts;
        },
      };
    },
  },
  {
    name: "POST /templates",
    status: 201,
    prepare: async () => {
      const before = await total(alpha.app, "/templates");
      const send = (key: string, name: string) => alpha.app.post("/templates", manualTemplate(2, { name }), keyed(key));
      return {
        send: (key) => send(key, "One"),
        sendOther: (key) => send(key, "Two"),
        effects: async () => (await total(alpha.app, "/templates")) - before,
      };
    },
  },
  {
    name: "PUT /users/{id}",
    status: 200,
    prepare: async () => {
      const id = freshId("usr_");
      const send = (key: string, displayName: string) => alpha.admin.put(`/users/${id}`, { displayName }, keyed(key));
      return {
        send: (key) => send(key, "One"),
        sendOther: (key) => send(key, "Two"),
        effects: (after) => total(alpha.app, timelinePath("user", id), after),
      };
    },
  },
];

describe.each(mutations)("$name", ({ prepare, status }) => {
  test(`${racers} racing requests with one key have one effect and one answer`, async () => {
    const { from, to } = campaign("idempotency");
    for (let round = from; round <= to; round++) {
      const { effects, send } = await prepare();
      const key = freshId("race-");
      const answers = await Promise.all(Array.from({ length: racers }, () => send(key)));
      const [first] = answers;
      expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([status]));
      expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
      expect(new Set(answers.map(({ headers }) => headers.get("etag"))).size).toBe(1);
      expect(answers.filter((answer) => !replayed(answer))).toHaveLength(1);
      expect(first && (await effects(first))).toBe(1);
    }
  });

  test("another body under the key is refused and has no effect; another key is another effect", async () => {
    const { effects, send, sendOther } = await prepare();
    const key = freshId("once-");
    const first = await send(key);
    const refused = await sendOther(key);
    expect([refused.status, problemOf(refused).code]).toEqual([422, "idempotency.key_reused"]);
    expect(await effects(first)).toBe(1);
    const second = await sendOther(freshId("twice-"));
    expect(second.status).toBe(status);
    expect(replayed(second)).toBe(false);
    expect(await effects(second)).toBe(2);
  });
});

describe("what counts as the same request", () => {
  test("the order of members and the form of the key do not matter; digits and the actor do", async () => {
    const key = freshId("form-");
    const send = (body: string, sentKey = key) => alpha.app.post("/journeys", body, keyed(sentKey));
    const head = '{"templateId":"tmpl_onboarding_sme","customerId":"c1",';
    const first = await send(`${head}"channel":"web","context":{"a":1.0,"b":2}}`);
    const reordered = await send(
      '{"context":{"b":2,"a":1.0}, "channel":"web","customerId":"c1","templateId":"tmpl_onboarding_sme"}',
    );
    expect([first.status, reordered.status, replayed(reordered), reordered.text]).toEqual([201, 201, true, first.text]);
    expect(replayed(await send(`${head}"channel":"web","context":{"a":1.0,"b":2}}`, `"${key}"`))).toBe(true);
    expect((await send(`${head}"channel":"web","context":{"a":1,"b":2}}`)).status).toBe(422);
    expect((await send(`${head}"channel":"web","context":{"a":1.0,"b":2},"createdBy":"usr_rm_002"}`)).status).toBe(422);
    // The app key's own user, named or not, is one and the same actor.
    const named = await send(`${head}"channel":"web","context":{"a":1.0,"b":2},"createdBy":"usr_rm_001"}`);
    expect([named.status, named.status === 422 ? problemOf(named).code : ""]).toEqual([422, "idempotency.key_reused"]);
  });

  test("a refusal is not remembered: the same request is judged anew", async () => {
    const key = freshId("refused-");
    const templateId = freshId("tmpl_later_");
    const send = () => alpha.app.post("/journeys", newJourney({ templateId }), keyed(key));
    expect((await send()).status).toBe(422);
    expect((await alpha.app.post("/templates", manualTemplate(1, { id: templateId }))).status).toBe(201);
    const answer = await send();
    expect([answer.status, replayed(answer)]).toEqual([201, false]);
  });

  test.each(["two words", "é", "x".repeat(256), '""'])("%j is no key", async (key) => {
    const refused = await fetchWithKey(key);
    expect([refused.status, problemOf(refused).code]).toEqual([400, "idempotency.key_invalid"]);
  });

  const fetchWithKey = (key: string): Promise<RestAnswer> =>
    // fetch sends Latin-1: the bytes of é arrive as they are.
    alpha.app.post("/journeys", newJourney(), keyed(key));
});

describe("the scope of a key", () => {
  test("tenant, client, method and path: elsewhere it is another key", async () => {
    const key = keyed(freshId("scope-"));
    const customerId = freshId("cust_");
    const body = newJourney({ customerId, createdBy: "usr_rm_001" });
    const created = await alpha.app.post("/journeys", body, key);
    const journey = dataOf<JourneyData>(created, 201);
    const others = [
      await alpha.admin.post("/journeys", body, key),
      await rail.beta.app.post("/journeys", body, key),
      await alpha.app.post("/templates", manualTemplate(1), key),
      await alpha.app.post(
        `/journeys/${journey.id}/advance`,
        { completedStepId: "step_kyc", stepOutcome: "passed" },
        key,
      ),
    ];
    expect(others.map((answer) => [answer.status, replayed(answer)])).toEqual([
      [201, false],
      [201, false],
      [201, false],
      [200, false],
    ]);
    expect(await total(alpha.app, `/journeys?customerId=${customerId}`)).toBe(2);
    const another = await createJourney(alpha.app);
    const elsewhere = await alpha.app.post(
      `/journeys/${another.id}/advance`,
      { completedStepId: "step_kyc", stepOutcome: "passed" },
      key,
    );
    expect([elsewhere.status, replayed(elsewhere)]).toEqual([200, false]);
  });
});

test("a key is remembered after the rail was stopped and started again", async () => {
  const first = await startRail();
  const key = keyed(freshId("restart-"));
  const created = await first.alpha.app.post("/journeys", newJourney(), key);
  const { id } = dataOf<JourneyData>(created, 201);
  const step = { completedStepId: "step_kyc", stepOutcome: "passed" };
  const moved = await first.alpha.app.post(`/journeys/${id}/advance`, step, key);
  await using second = await first.restart();
  const createdAgain = await second.alpha.app.post("/journeys", newJourney(), key);
  const movedAgain = await second.alpha.app.post(`/journeys/${id}/advance`, step, key);
  expect([createdAgain, movedAgain].map(replayed)).toEqual([true, true]);
  expect(movedAgain.text).toBe(moved.text);
  expect([createdAgain.status, createdAgain.text]).toEqual([201, created.text]);
  const other = await second.alpha.app.post("/journeys", newJourney({ channel: "mobile" }), key);
  expect(other.status).toBe(422);
  expect(await total(second.alpha.app, "/journeys")).toBe(1);
});
