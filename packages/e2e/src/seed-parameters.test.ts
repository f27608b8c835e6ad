import { instant, parseInstant } from "@omni/kernel";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { railClock } from "./rail/rail-clock.ts";
import { startRail, type TestRail } from "./rail/start-rail.ts";
import { createJourney, type Listed, passKyc } from "./rest/resources.ts";
import { basePath, bodyOf, dataOf, problemOf, type RestAnswer, tokenOf } from "./rest/rest-client.ts";
import { numberOf, seedSection, wordsOf } from "./seed/seed-text.ts";

interface ListCase {
  /** The section of the seed. */
  readonly title: string;
  /** What every request of this list has to say. */
  readonly always: Readonly<Record<string, string>>;
  /** For each filter without a closed list of words: a value that finds what was prepared, and one that does not. */
  readonly values: Readonly<Record<string, readonly [found: string, notFound: string]>>;
}

// The prepared journey is created on this day, and advanced once.
const day = "2024-01-15";

const lists: readonly ListCase[] = [
  {
    title: "List Journeys",
    always: {},
    values: {
      templateId: ["tmpl_onboarding_sme", "tmpl_other"],
      customerId: ["ent_customer_456", "ent_customer_457"],
      assigneeId: ["usr_rm_001", "usr_rm_002"],
    },
  },
  { title: "List Journey Templates", always: {}, values: {} },
  {
    title: "Get Activity Timeline",
    always: { entityId: "ent_customer_456", entityType: "customer" },
    values: {
      entityId: ["ent_customer_456", "ent_customer_457"],
      fromDate: [day, "2024-01-16"],
      toDate: [day, "2024-01-14"],
      eventTypes: ["omni.journey.created,journey.advanced", "journey.step_failed"],
    },
  },
];

let rail: TestRail;
let token: string;
beforeAll(async () => {
  rail = await startRail({ clock: railClock(parseInstant(`${day}T10:30:00Z`) ?? instant(0)) });
  const { id } = await createJourney(rail.alpha.app, { assigneeId: "usr_rm_001" });
  token = tokenOf(await passKyc(rail.alpha.app, id));
});
afterAll(() => rail.stop());

describe.each(lists)("the query parameters that the seed lists under $title", ({ title, always, values }) => {
  const { parameters, path = "" } = seedSection(title);
  const ask = (asked: Readonly<Record<string, string>>): Promise<RestAnswer> =>
    rail.alpha.app.get(`${path.replace(basePath, "")}?${new URLSearchParams(asked).toString()}`, {
      "omni-consistency": token,
    });
  const find = async (asked: Readonly<Record<string, string>>) =>
    dataOf<readonly Readonly<Record<string, unknown>>[]>(await ask({ ...always, ...asked }), 200);
  const isPage = (name: string): boolean => name === "page" || name === "perPage";

  test("are all looked at below", () => {
    const seen = (name: string): boolean => isPage(name) || values[name] !== undefined || always[name] !== undefined;
    const left = parameters.filter((parameter) => !seen(parameter.name) && wordsOf(parameter).length === 0);
    expect(parameters.length).toBeGreaterThan(1);
    expect(left).toEqual([]);
  });

  const closed = parameters.filter(
    (parameter) => wordsOf(parameter).length > 0 && always[parameter.name] === undefined,
  );
  test.each(closed)("$name takes each of its words, shows only what has it, and refuses others", async (parameter) => {
    const { name } = parameter;
    let found = 0;
    for (const word of wordsOf(parameter)) {
      const items = await find({ [name]: word });
      expect(items.filter((item) => item[name] !== word)).toEqual([]);
      found += items.length;
    }
    expect(found).toBeGreaterThan(0);
    const refused = await ask({ ...always, [name]: "nonsense" });
    expect([refused.status, problemOf(refused).errors?.[0]?.pointer]).toEqual([400, `?${name}`]);
  });

  test.each(Object.entries(values))("%s finds what it names, and nothing else", async (name, [found, notFound]) => {
    expect((await find({ [name]: found })).length).toBeGreaterThan(0);
    expect(await find({ [name]: notFound })).toEqual([]);
  });

  const required = parameters.filter(({ description }) => description.endsWith("- required"));
  test.each(required)("$name has to be there", async ({ name }) => {
    const others = Object.entries(always).filter(([other]) => other !== name);
    const refused = await ask(Object.fromEntries(others));
    expect([refused.status, problemOf(refused).errors?.[0]?.pointer]).toEqual([400, `?${name}`]);
  });

  test.each(parameters.filter(({ name }) => isPage(name)))("$name has its default and its bound", async (parameter) => {
    const { pagination } = bodyOf<Listed<unknown>>(await ask(always));
    expect(pagination).toHaveProperty(parameter.name, numberOf(parameter, "default"));
    const max = numberOf(parameter, "max");
    if (max === undefined) return;
    expect((await ask({ ...always, [parameter.name]: String(max) })).status).toBe(200);
    expect((await ask({ ...always, [parameter.name]: String(max + 1) })).status).toBe(400);
  });
});
