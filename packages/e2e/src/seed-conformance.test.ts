import { instant, parseInstant } from "@omni/kernel";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { railClock } from "./rail/rail-clock.ts";
import { startRail, type TestRail } from "./rail/start-rail.ts";
import {
  type EntryData,
  type JourneyData,
  type Listed,
  manualTemplate,
  newJourney,
  timelinePath,
} from "./rest/resources.ts";
import { basePath, bodyOf, dataOf, type RestAnswer, tokenOf } from "./rest/rest-client.ts";
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
const offset = railClock().now() - at("2024-01-15T10:30:00Z");
const created = instant(at("2024-01-15T10:30:00Z") + offset);
const advanced = instant(at("2024-01-15T11:00:00Z") + offset);

// The seed tells one story; it is lived once, and each of its answers is looked at below.
let rail: TestRail;
const clock = railClock(created);
const printed: Printed = { offset, ids: new Map() };
/** What stands for the printed journey in the requests of the moment. */
let standing: Printed = printed;
let answers: Readonly<Record<"created" | "advanced" | "template" | "timeline", RestAnswer>>;

beforeAll(async () => {
  rail = await startRail({ clock });
  const first = await run(creating);
  printed.ids.set("jrn_abc123", dataOf<JourneyData>(first, 201).id);
  clock.set(advanced);
  const second = await run(advancing);
  const seen = { "omni-consistency": tokenOf(second) };
  answers = {
    created: first,
    advanced: second,
    template: await run(templating),
    timeline: await rail.alpha.app.get(timelinePath("customer", "ent_customer_456"), seen),
  };
});
afterAll(() => rail.stop());

/** Sends a section's request; `{id}` in its path and the printed ids in its body are those that were met. */
function run(section: SeedSection): Promise<RestAnswer> {
  const path = (section.path ?? "").replace(basePath, "").replace("{id}", standing.ids.get("jrn_abc123") ?? "");
  return rail.alpha.app.send(section.method ?? "", path, { body: translated(section.request ?? null, standing) });
}

function stand(id: string): void {
  standing = { offset, ids: new Map([["jrn_abc123", id]]) };
}

/** The printed journey once more: it stands for the printed one from now on. */
async function again(): Promise<RestAnswer> {
  const answer = await run(creating);
  stand(dataOf<JourneyData>(answer, 201).id);
  return answer;
}

/** A journey of the printed customer all of whose steps are done stands for the printed one. */
async function stepDone(): Promise<void> {
  const { app } = rail.alpha;
  const template = dataOf<{ id: string }>(await app.post("/templates", manualTemplate(1)), 201);
  const { id } = dataOf<JourneyData>(await app.post("/journeys", newJourney({ templateId: template.id })), 201);
  const step = { completedStepId: "step_1", stepOutcome: "passed" };
  expect((await app.post(`/journeys/${id}/advance`, step)).status).toBe(200);
  stand(id);
}

const compare = (section: SeedSection, answer: RestAnswer): readonly string[] =>
  departures(section.response ?? null, bodyOf(answer), printed);

describe("every request and answer that the seed prints", () => {
  test("creates the journey as printed", () => {
    expect(answers.created.status).toBe(201);
    expect(compare(creating, answers.created)).toEqual([]);
    expect(answers.created.headers.get("location")).toBe(`${basePath}/journeys/${printed.ids.get("jrn_abc123")}`);
  });

  test("advances the journey as printed", () => {
    expect(answers.advanced.status).toBe(200);
    expect(compare(advancing, answers.advanced)).toEqual([]);
  });

  test("hands the journey over as printed", async () => {
    await again();
    expect((await run(advancing)).status).toBe(200);
    const answer = await run(assigning);
    expect(dataOf<object>(answer, 200)).toMatchObject({
      status: "assigned",
      assigneeId: "usr_rm_002",
      assigneeType: "user",
      remarks: [{ action: "assigned", by: "usr_rm_001", text: "Original RM on leave" }],
    });
    // The diagram's "Resume".
    const path = `/journeys/${standing.ids.get("jrn_abc123")}/resume`;
    const resumed = await rail.alpha.app.post(path, { resumedBy: "usr_rm_002" });
    expect(dataOf<JourneyData>(resumed, 200).status).toBe("in_progress");
  });

  test("completes the journey as printed", async () => {
    await stepDone();
    expect(dataOf<object>(await run(completing), 200)).toMatchObject({
      id: standing.ids.get("jrn_abc123"),
      status: "completed",
      outcome: "success",
      remarks: [{ action: "completed", by: "usr_rm_001", text: "All steps completed, contract activated" }],
    });
  });

  test("cancels the journey as printed", async () => {
    await again();
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
      const shown = await rail.alpha.app.get(path, { "omni-consistency": tokenOf(answer) });
      for (const { eventType } of bodyOf<Listed<EntryData>>(shown).data) types.add(eventType);
    };
    await see(await again());
    for (const section of [advancing, assigning]) await see(await run(section));
    await stepDone();
    await see(await run(completing));
    await stepDone();
    await see(await run(cancelling));
    const listed = seedSection("Webhooks").text.matchAll(/omni\.(journey\.[a-z_]+)/g);
    expect([...listed].map(([, type = ""]) => type).filter((type) => !types.has(type))).toEqual([]);
  });

  test("creates the template as printed, and keeps every field that was sent", async () => {
    expect(answers.template.status).toBe(201);
    expect(departures({ data: templating.request ?? null }, bodyOf(answers.template), printed)).toEqual([]);
    const { id } = dataOf<{ id: string }>(answers.template, 201);
    const begun = await rail.alpha.app.post("/journeys", newJourney({ templateId: id }));
    expect(dataOf<JourneyData>(begun, 201).totalSteps).toBe(3);
  });

  test("shows the customer's timeline as printed", () => {
    expect(answers.timeline.status).toBe(200);
    expect(compare(timeline, answers.timeline)).toEqual([]);
  });

  test("takes what the TypeScript sample sends", async () => {
    const { app } = rail.beta;
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
    const { app } = rail.alpha;
    const journey = dataOf<JourneyData>(await app.post("/journeys", pythonSample("journeys.create")), 201);
    const advance = await app.post(`/journeys/${journey.id}/advance`, pythonSample("journeys.advance"));
    expect(dataOf<JourneyData>(advance, 200).currentStep?.id).toBe("step_docs");
  });
});
