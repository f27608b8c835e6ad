import { type Instant, instant, parseInstant } from "@omni/kernel";
import { type TestClock, testClock } from "@omni/testkit/clocks";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { startRail, type TestRail } from "./rail/start-rail.ts";
import {
  type EntryData,
  type JourneyData,
  type Listed,
  manualTemplate,
  newJourney,
  timelinePath,
} from "./rest/resources.ts";
import { basePath, bodyOf, dataOf, type RestAnswer, type RestClient, tokenOf } from "./rest/rest-client.ts";
import { pythonSample, typeScriptSample } from "./seed/code-samples.ts";
import { departures, type Printed, translated } from "./seed/printed.ts";
import { seedSection, type SeedSection } from "./seed/seed-text.ts";

const at = (text: string) => parseInstant(text) ?? instant(0);
const creating = seedSection("Create Journey");
const advancing = seedSection("Advance Journey");
const assigning = seedSection("Assign Journey");
const completing = seedSection("Complete Journey");
const cancelling = seedSection("Cancel Journey");
const templating = seedSection("Create Journey Template");
const timeline = seedSection("Get Activity Timeline");

// Every time in the seed is moved by as much, so that they all stay as far from each other as they are printed.
const offset = testClock().now() - at("2024-01-15T10:30:00Z");
const created = instant(at("2024-01-15T10:30:00Z") + offset);
const advanced = instant(at("2024-01-15T11:00:00Z") + offset);

let clock: TestClock;
let rail: TestRail;
let app: RestClient;
let printed: Printed;

beforeEach(async () => {
  clock = testClock(created);
  rail = await startRail({ clock: clock.now });
  app = rail.alpha.app;
  printed = { offset, ids: new Map() };
});
afterEach(() => rail.stop());

/** Sends a section's request; `{id}` in its path and the printed ids in its body are those that were met. */
function run(section: SeedSection, time: Instant = clock.now()): Promise<RestAnswer> {
  clock.set(time);
  const path = (section.path ?? "").replace(basePath, "").replace("{id}", printed.ids.get("jrn_abc123") ?? "");
  return app.send(section.method ?? "", path, { body: translated(section.request ?? null, printed) });
}

/** A journey of the printed customer all of whose steps are done stands for the printed one. */
async function stepDone(): Promise<void> {
  const template = dataOf<{ id: string }>(await app.post("/templates", manualTemplate(1)), 201);
  const { id } = dataOf<JourneyData>(await app.post("/journeys", newJourney({ templateId: template.id })), 201);
  const step = { completedStepId: "step_1", stepOutcome: "passed" };
  expect((await app.post(`/journeys/${id}/advance`, step)).status).toBe(200);
  printed.ids.set("jrn_abc123", id);
}

const compare = (section: SeedSection, answer: RestAnswer): readonly string[] =>
  departures(section.response ?? null, bodyOf(answer), printed);

describe("every request and answer that the seed prints", () => {
  test("creates the journey as printed", async () => {
    const answer = await run(creating);
    expect(answer.status).toBe(201);
    expect(compare(creating, answer)).toEqual([]);
    expect(answer.headers.get("location")).toBe(`${basePath}/journeys/${printed.ids.get("jrn_abc123")}`);
  });

  test("advances the journey as printed", async () => {
    expect(compare(creating, await run(creating))).toEqual([]);
    clock.set(advanced);
    const answer = await run(advancing);
    expect(answer.status).toBe(200);
    expect(compare(advancing, answer)).toEqual([]);
  });

  test("hands the journey over as printed", async () => {
    expect(compare(creating, await run(creating))).toEqual([]);
    expect(compare(advancing, await run(advancing, advanced))).toEqual([]);
    const answer = await run(assigning);
    expect(dataOf<object>(answer, 200)).toMatchObject({
      status: "assigned",
      assigneeId: "usr_rm_002",
      assigneeType: "user",
      remarks: [{ action: "assigned", by: "usr_rm_001", text: "Original RM on leave" }],
    });
    // The diagram's "Resume".
    const path = `/journeys/${printed.ids.get("jrn_abc123")}/resume`;
    expect(dataOf<JourneyData>(await app.post(path, { resumedBy: "usr_rm_002" }), 200).status).toBe("in_progress");
  });

  test("completes the journey as printed", async () => {
    await stepDone();
    expect(dataOf<object>(await run(completing), 200)).toMatchObject({
      id: printed.ids.get("jrn_abc123"),
      status: "completed",
      outcome: "success",
      remarks: [{ action: "completed", by: "usr_rm_001", text: "All steps completed, contract activated" }],
    });
  });

  test("cancels the journey as printed", async () => {
    expect(compare(creating, await run(creating))).toEqual([]);
    expect(dataOf<object>(await run(cancelling), 200)).toMatchObject({
      status: "cancelled",
      remarks: [{ action: "cancelled", by: "usr_rm_001", text: "Customer withdrew application" }],
    });
  });

  test("tells every journey event that is printed", async () => {
    const path = timelinePath("customer", "ent_customer_456");
    const types = new Set<string>();
    const see = async (answer: RestAnswer): Promise<void> => {
      expect(answer.status).toBeLessThan(300);
      const shown = await app.get(path, { "omni-consistency": tokenOf(answer) });
      for (const { eventType } of bodyOf<Listed<EntryData>>(shown).data) types.add(eventType);
    };
    expect(compare(creating, await run(creating))).toEqual([]);
    for (const section of [advancing, assigning]) await see(await run(section));
    await stepDone();
    await see(await run(completing));
    await stepDone();
    await see(await run(cancelling));
    const listed = seedSection("Webhooks").text.matchAll(/omni\.(journey\.[a-z_]+)/g);
    expect([...listed].map(([, type = ""]) => type).filter((type) => !types.has(type))).toEqual([]);
  });

  test("creates the template as printed, and keeps every field that was sent", async () => {
    const answer = await run(templating);
    expect(answer.status).toBe(201);
    expect(departures({ data: templating.request ?? null }, bodyOf(answer), printed)).toEqual([]);
    const { id } = dataOf<{ id: string }>(answer, 201);
    expect(dataOf<JourneyData>(await app.post("/journeys", newJourney({ templateId: id })), 201).totalSteps).toBe(3);
  });

  test("shows the customer's timeline as printed", async () => {
    expect(compare(creating, await run(creating))).toEqual([]);
    clock.set(advanced);
    const advance = await run(advancing);
    const answer = await app.get(timelinePath("customer", "ent_customer_456"), {
      "omni-consistency": tokenOf(advance),
    });
    expect(answer.status).toBe(200);
    expect(compare(timeline, answer)).toEqual([]);
  });

  test("takes what the TypeScript sample sends", async () => {
    const journey = dataOf<JourneyData>(await app.post("/journeys", typeScriptSample("journeys.create")), 201);
    const advance = await app.post(`/journeys/${journey.id}/advance`, typeScriptSample("journeys.advance"));
    expect(dataOf<JourneyData>(advance, 200).currentStep?.id).toBe("step_docs");
    const asked = Object.entries(typeScriptSample("timeline.get")).map(
      ([name, value]) => `${name}=${JSON.stringify(value).replaceAll('"', "")}`,
    );
    const answer = await app.get(`/timeline?${asked.join("&")}`, { "omni-consistency": tokenOf(advance) });
    expect(bodyOf<Listed<unknown>>(answer).pagination).toMatchObject({ perPage: 50, total: 2 });
  });

  test("takes what the Python sample sends", async () => {
    const journey = dataOf<JourneyData>(await app.post("/journeys", pythonSample("journeys.create")), 201);
    const advance = await app.post(`/journeys/${journey.id}/advance`, pythonSample("journeys.advance"));
    expect(dataOf<JourneyData>(advance, 200).currentStep?.id).toBe("step_docs");
  });
});
