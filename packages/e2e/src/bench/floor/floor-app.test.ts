import { expect, test } from "vitest";
import { floorApp } from "./floor-app.ts";
import { floorSteps } from "./floor-journey.ts";
import { openFloorStore } from "./floor-store.ts";

/** Posts to a floor app in memory. */
function bench() {
  const app = floorApp(openFloorStore(":memory:"), "the-key");
  return async (path: string, key: string, body: object, credential = "the-key") => {
    const headers = {
      authorization: `Bearer ${credential}`,
      "content-type": "application/json",
      "idempotency-key": key,
    };
    const answer = await app.request(`/api/v1/omni${path}`, { method: "POST", headers, body: JSON.stringify(body) });
    const text = await answer.text();
    return { status: answer.status, text, id: /"id":"(jrn_[^"]+)"/.exec(text)?.[1] ?? "" };
  };
}

const create = { templateId: "tmpl_floor", customerId: "ent_1", channel: "web", context: { a: 1 } };
const pass = (stepId: string | undefined) => ({
  completedStepId: stepId,
  stepOutcome: "passed",
  advancedBy: "usr_rm_001",
});

test("a journey is taken through its steps, and only the current one can be passed", async () => {
  const post = bench();
  const { status, id } = await post("/journeys", "k0", create);
  expect(status).toBe(201);
  expect((await post(`/journeys/${id}/advance`, "k1", pass("step_2"))).status).toBe(409);
  for (const stepId of floorSteps)
    expect((await post(`/journeys/${id}/advance`, stepId, pass(stepId))).status).toBe(200);
  expect((await post(`/journeys/${id}/advance`, "k2", pass("step_6"))).status).toBe(409);
});

test("a key has one effect, also for twins in one transaction, and another body under it is refused", async () => {
  const post = bench();
  const twins = await Promise.all([1, 2, 3].map(() => post("/journeys", "k0", create)));
  expect(new Set(twins.map(({ id }) => id)).size).toBe(1);
  expect((await post("/journeys", "k0", { ...create, customerId: "ent_2" })).status).toBe(422);
});

test("a wrong credential, an unknown journey and an unknown field are refused", async () => {
  const post = bench();
  expect((await post("/journeys", "k0", create, "another-key")).status).toBe(401);
  expect((await post("/journeys/jrn_none/advance", "k1", pass("step_1"))).status).toBe(404);
  expect((await post("/journeys", "k2", { ...create, surplus: 1 })).status).toBe(400);
});
