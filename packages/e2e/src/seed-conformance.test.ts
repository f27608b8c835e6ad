import { instant, parseInstant } from "@omni/kernel";
import { type TestClock, testClock } from "@omni/testkit/clocks";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { startRail, type TestRail } from "./rail/start-rail.ts";
import { createJourney, type JourneyData, type Listed, newJourney, passKyc, timelinePath } from "./rest/resources.ts";
import { basePath, bodyOf, dataOf, problemOf, type RestAnswer, type RestClient, tokenOf } from "./rest/rest-client.ts";
import { pythonSample, typeScriptSample } from "./seed/code-samples.ts";
import { departures, type Printed, translated } from "./seed/printed.ts";
import { numberOf, seedSection, type SeedSection, wordsOf } from "./seed/seed-text.ts";

const at = (text: string) => parseInstant(text) ?? instant(0);
const creating = seedSection("Create Journey");
const advancing = seedSection("Advance Journey");
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
function run(section: SeedSection): Promise<RestAnswer> {
  const path = (section.path ?? "").replace(basePath, "").replace("{id}", printed.ids.get("jrn_abc123") ?? "");
  return app.send(section.method ?? "", path, { body: translated(section.request ?? null, printed) });
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
    const answer = await app.get(timelinePath("customer", "ent_customer_456"), { "omni-consistency": tokenOf(advance) });
    expect(answer.status).toBe(200);
    expect(compare(timeline, answer)).toEqual([]);
  });

  test("takes what the TypeScript sample sends", async () => {
    const journey = dataOf<JourneyData>(await app.post("/journeys", typeScriptSample("journeys.create")), 201);
    const advance = await app.post(`/journeys/${journey.id}/advance`, typeScriptSample("journeys.advance"));
    expect(dataOf<JourneyData>(advance, 200).currentStep?.id).toBe("step_docs");
    const query = new URLSearchParams(Object.entries(typeScriptSample("timeline.get")).map(([name, value]) => [name, String(value)]));
    const answer = await app.get(`/timeline?${query}`, { "omni-consistency": tokenOf(advance) });
    expect(bodyOf<Listed<unknown>>(answer).pagination).toMatchObject({ perPage: 50, total: 2 });
  });

  test("takes what the Python sample sends", async () => {
    const journey = dataOf<JourneyData>(await app.post("/journeys", pythonSample("journeys.create")), 201);
    const advance = await app.post(`/journeys/${journey.id}/advance`, pythonSample("journeys.advance"));
    expect(dataOf<JourneyData>(advance, 200).currentStep?.id).toBe("step_docs");
  });
});

interface ListSample {
  readonly title: string;
  /** Parameters that every request of this list needs. */
  readonly always: Readonly<Record<string, string>>;
  /** For each free-text filter: a value that the prepared journey or template has. */
  readonly values: Readonly<Record<string, string>>;
}

const lists: readonly ListSample[] = [
  {
    title: "List Journeys",
    always: {},
    values: { templateId: "tmpl_onboarding_sme", customerId: "ent_customer_456", assigneeId: "usr_rm_001" },
  },
  { title: "List Journey Templates", always: {}, values: {} },
  {
    title: "Get Activity Timeline",
    always: { entityId: "ent_customer_456", entityType: "customer" },
    values: { entityId: "ent_customer_456", fromDate: "2024-01-15", toDate: "2024-01-15", eventTypes: "journey.created,omni.journey.advanced" },
  },
];

describe.each(lists)("the query parameters of $title", ({ title, always, values }) => {
  const section = seedSection(title);
  const path = (section.path ?? "").replace(basePath, "");
  const ask = (parameters: Readonly<Record<string, string>>, token: string): Promise<RestAnswer> =>
    app.get(`${path}?${new URLSearchParams({ ...always, ...parameters })}`, { "omni-consistency": token });

  let token: string;
  beforeEach(async () => {
    const { id } = await createJourney(app, { assigneeId: "usr_rm_001" });
    token = tokenOf(await passKyc(app, id));
  });

  test("are all documented in the seed's table", () => {
    expect(section.parameters.length).toBeGreaterThan(1);
  });

  const filters = section.parameters.filter(({ name }) => name !== "page" && name !== "perPage");
  test.each(filters.filter((parameter) => wordsOf(parameter).length > 0 && always[parameter.name] === undefined))(
    "$name takes each of its words, and shows only what has it",
    async (parameter) => {
      let found = 0;
      for (const word of wordsOf(parameter)) {
        const answer = await ask({ [parameter.name]: word }, token);
        const items = dataOf<readonly Record<string, unknown>[]>(answer, 200);
        expect(items.filter((item) => item[parameter.name] !== word)).toEqual([]);
        found += items.length;
      }
      expect(found).toBeGreaterThan(0);
      const unknown = await ask({ [parameter.name]: "nonsense" }, token);
      expect(unknown.status).toBe(400);
      expect(problemOf(unknown).errors?.[0]?.pointer).toBe(`?${parameter.name}`);
    },
  );

  test.each(filters.filter(({ name }) => values[name] !== undefined))("$name finds what it names, and nothing else", async ({ name }) => {
    const value = String(translated(/Date$/.test(name) ? `${values[name]}T00:00:00Z` : (values[name] ?? ""), { offset, ids: new Map() }));
    const sent = /Date$/.test(name) ? value.slice(0, 10) : value;
    expect(dataOf<readonly unknown[]>(await ask({ [name]: sent }, token), 200).length).toBeGreaterThan(0);
    const other = /^from/.test(name) ? "2199-01-01" : /^to/.test(name) ? "1971-01-01" : /^eventTypes$/.test(name) ? "journey.step_failed" : "other";
    expect(dataOf<readonly unknown[]>(await ask({ [name]: other }, token), 200)).toEqual([]);
  });

  test.each(section.parameters.filter(({ description }) => description.endsWith("- required")))("$name is required", async ({ name }) => {
    const others = Object.entries(always).filter(([other]) => other !== name);
    const answer = await app.get(`${path}?${new URLSearchParams(Object.fromEntries(others))}`);
    expect(answer.status).toBe(400);
    expect(problemOf(answer).errors?.[0]?.pointer).toBe(`?${name}`);
    expect(wordsOf({ name, type: "", description: "" })).toEqual([]);
  });

  test.each(section.parameters.filter((parameter) => numberOf(parameter, "default") !== undefined))(
    "$name has the default and the bound that are printed",
    async (parameter) => {
      const { pagination } = bodyOf<Listed<unknown>>(await ask({}, token));
      expect(pagination[parameter.name === "page" ? "page" : "perPage"]).toBe(numberOf(parameter, "default"));
      const max = numberOf(parameter, "max");
      if (max === undefined) return;
      expect((await ask({ [parameter.name]: String(max) }, token)).status).toBe(200);
      expect((await ask({ [parameter.name]: String(max + 1) }, token)).status).toBe(400);
    },
  );
});
