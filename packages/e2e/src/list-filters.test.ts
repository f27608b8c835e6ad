import { instant } from "@omni/kernel";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { walkByCursor, walkByPage } from "./lists/walk.ts";
import { railClock } from "./rail/rail-clock.ts";
import { startRail, type TestRail } from "./rail/start-rail.ts";
import {
  type EntryData,
  type JourneyData,
  manualTemplate,
  newJourney,
  passKyc,
  timelinePath,
} from "./rest/resources.ts";
import { dataOf, type RestClient, tokenOf } from "./rest/rest-client.ts";

// Journeys with every mixture of what can be asked for; whatever is asked, the list must be what a plain filter finds.
interface Known {
  readonly id: string;
  readonly at: number;
  readonly status: string;
  readonly templateId: string;
  readonly customerId: string;
  readonly assigneeId: string | undefined;
  readonly priority: string;
  readonly dueAt: number | undefined;
}

const hour = 3_600_000;
const start = instant(Date.UTC(2026, 0, 15, 10, 30));
const clock = railClock(start);
const customers = ["cust_1", "cust_2", "cust_3"];
const assignees = ["usr_rm_001", "usr_rm_002", undefined];
const priorities = ["low", "normal", "high", "urgent"];
const known: Known[] = [];

let rail: TestRail;
let app: RestClient;
let templates: readonly string[];
beforeAll(async () => {
  rail = await startRail({ clock });
  ({ app } = rail.alpha);
  const made = [await app.post("/templates", manualTemplate(2)), await app.post("/templates", manualTemplate(2))];
  templates = made.map((answer) => dataOf<{ id: string }>(answer, 201).id);
  for (let index = 0; index < 72; index++) known.push(await create(index));
});
afterAll(() => rail.stop());

async function create(index: number): Promise<Known> {
  const of = <Item>(items: readonly Item[], stride: number): Item =>
    items[Math.floor(index / stride) % items.length] as Item;
  // Several share a millisecond, so that the order among them is by id.
  if (index % 3 === 0) clock.advance(hour);
  const at = clock.now();
  const dueAt = of([undefined, start + 12 * hour, start + 1000 * hour], 2);
  const fields = {
    templateId: of(templates, 1),
    customerId: of(customers, 1),
    assigneeId: of(assignees, 4),
    priority: of(priorities, 5),
  };
  const sent = newJourney({ ...fields, ...(dueAt === undefined ? {} : { dueAt: new Date(dueAt).toISOString() }) });
  const { id } = dataOf<JourneyData>(await app.post("/journeys", sent), 201);
  const moved = index % 5 < 2;
  const by = fields.assigneeId ?? "usr_rm_001";
  if (moved)
    dataOf(
      await app.post(`/journeys/${id}/advance`, { completedStepId: "step_1", stepOutcome: "passed", advancedBy: by }),
      200,
    );
  return { ...fields, id, at, dueAt, status: moved ? "in_progress" : "created" };
}

type Filter = Readonly<Record<string, string>>;

const iso = (at: number): string => new Date(at).toISOString();
const maybe = (values: readonly string[]): fc.Arbitrary<string | undefined> =>
  fc.option(fc.constantFrom(...values), { nil: undefined });

const filters: fc.Arbitrary<Filter> = fc
  .record({
    status: maybe(["created", "in_progress", "assigned", "completed"]),
    templateId: fc
      .option(fc.constantFrom(0, 1), { nil: undefined })
      .map((index) => (index === undefined ? undefined : `#${index}`)),
    customerId: maybe([...customers, "cust_none"]),
    assigneeId: maybe(["usr_rm_001", "usr_rm_002", "usr_credit_001"]),
    priority: maybe(priorities),
    overdue: maybe(["true", "false"]),
    createdFrom: fc.option(
      fc.integer({ min: 0, max: 26 }).map((hours) => iso(start + hours * hour)),
      { nil: undefined },
    ),
    createdTo: fc.option(
      fc.integer({ min: 0, max: 26 }).map((hours) => iso(start + hours * hour)),
      { nil: undefined },
    ),
  })
  // A range that ends before it begins is refused (see list-journeys.test.ts).
  .filter(({ createdFrom = "", createdTo = "9" }) => createdFrom <= createdTo)
  .map((asked) =>
    Object.fromEntries(Object.entries(asked).filter((entry): entry is [string, string] => entry[1] !== undefined)),
  );

function matches(journey: Known, asked: Filter): boolean {
  const equal = ["status", "templateId", "customerId", "assigneeId", "priority"] as const;
  const overdue = journey.dueAt !== undefined && journey.dueAt <= clock.now();
  return (
    equal.every((name) => asked[name] === undefined || asked[name] === journey[name]) &&
    (asked["overdue"] === undefined || asked["overdue"] === String(overdue)) &&
    (asked["createdFrom"] === undefined || journey.at >= Date.parse(asked["createdFrom"])) &&
    (asked["createdTo"] === undefined || journey.at <= Date.parse(asked["createdTo"]))
  );
}

const newestFirst = (left: Known, right: Known): number => right.at - left.at || (left.id < right.id ? 1 : -1);

test("whatever is asked of the journeys, by page or by cursor, is what a plain filter finds, newest first", async () => {
  await fc.assert(
    fc.asyncProperty(filters, fc.integer({ min: 1, max: 30 }), async (drawn, perPage) => {
      const index = drawn["templateId"]?.slice(1);
      const asked: Filter = {
        ...drawn,
        ...(index === undefined ? {} : { templateId: templates[Number(index)] ?? "" }),
      };
      const expected = known
        .filter((journey) => matches(journey, asked))
        .toSorted(newestFirst)
        .map(({ id }) => id);
      const path = `/journeys?${new URLSearchParams(asked).toString()}`;
      expect(await walkByCursor(app, path, perPage)).toEqual(expected);
      expect(await walkByPage(app, path, perPage)).toEqual(expected);
    }),
    { numRuns: 60 },
  );
});

test("what has become overdue by the clock alone is found, though nobody has written it yet", async () => {
  const count = async (asked: string): Promise<number> =>
    (await walkByCursor(app, `/journeys?overdue=${asked}`, 100)).length;
  const [overdue, not] = [await count("true"), await count("false")];
  expect(overdue + not).toBe(known.length);
  clock.advance(2_000 * hour);
  const due = known.filter(({ dueAt }) => dueAt !== undefined).length;
  expect([await count("true"), await count("false")]).toEqual([due, known.length - due]);
  expect(due).toBeGreaterThan(overdue);
});

test("users are found by role, by team and by whether they are active", async () => {
  const { admin } = rail.alpha;
  const put = async (id: string, roles: readonly string[], teams: readonly string[], active: boolean) =>
    dataOf(await admin.put(`/users/${id}`, { displayName: id, roles, teams, active }), 200);
  await put("usr_l1", ["list_a", "list_b"], ["team_x"], true);
  await put("usr_l2", ["list_b"], ["team_x", "team_y"], false);
  await put("usr_l3", ["list_a"], ["team_y"], true);
  const find = async (query: string): Promise<readonly string[]> =>
    (await walkByCursor(app, `/users?${query}`, 1)).toSorted();
  expect(await find("role=list_a")).toEqual(["usr_l1", "usr_l3"]);
  expect(await find("team=team_x")).toEqual(["usr_l1", "usr_l2"]);
  expect(await find("role=list_b&team=team_x")).toEqual(["usr_l1", "usr_l2"]);
  expect(await find("role=list_b&active=false")).toEqual(["usr_l2"]);
  expect(await find("role=list_a&team=team_y&active=true")).toEqual(["usr_l3"]);
  expect(await find("role=list_c")).toEqual([]);
  await put("usr_l1", [], [], true);
  expect(await find("role=list_a")).toEqual(["usr_l3"]);
});

test("templates are found by category and status", async () => {
  const post = async (category: string, status: string): Promise<string> =>
    dataOf<{ id: string }>(await app.post("/templates", manualTemplate(1, { category, status })), 201).id;
  const draft = await post("sales", "draft");
  const active = await post("sales", "active");
  expect(await walkByCursor(app, "/templates?category=sales", 1)).toEqual(expect.arrayContaining([draft, active]));
  expect(await walkByCursor(app, "/templates?category=sales&status=draft", 1)).toEqual([draft]);
  expect(await walkByCursor(app, "/templates?status=archived", 1)).toEqual([]);
});

test("a day on the timeline is the tenant's own: both of its ends, in Riyadh", async () => {
  clock.set(instant(Date.UTC(2027, 0, 15, 20, 59, 59, 999)));
  const customerId = "cust_midnight";
  const created = await app.post("/journeys", newJourney({ customerId }));
  clock.advance(1);
  const moved = await passKyc(app, dataOf<JourneyData>(created, 201).id, { "omni-consistency": tokenOf(created) });
  const find = async (asked: string): Promise<readonly string[]> => {
    const answer = await app.get(timelinePath("customer", customerId, asked), { "omni-consistency": tokenOf(moved) });
    return dataOf<readonly EntryData[]>(answer, 200).map(({ eventType }) => eventType);
  };
  expect(await find("&fromDate=2027-01-15&toDate=2027-01-15")).toEqual(["journey.created"]);
  expect(await find("&fromDate=2027-01-16&toDate=2027-01-16")).toEqual(["journey.advanced"]);
  expect(await find("&fromDate=2027-01-15&toDate=2027-01-16&order=desc")).toEqual([
    "journey.advanced",
    "journey.created",
  ]);
  expect(await find("&fromDate=2027-01-15T20:59:59.999Z&toDate=2027-01-15T20:59:59.999Z")).toEqual(["journey.created"]);
  expect(await find("&fromDate=2027-01-16T00:00:00%2B03:00")).toEqual(["journey.advanced"]);
  expect(await find("&eventTypes=omni.journey.advanced")).toEqual(["journey.advanced"]);
});
