import { replyOf } from "@omni/testkit/calls";
import { expect, test } from "vitest";
import { callWith, openForTests, plainTemplate } from "../testing/open-for-tests.ts";
import { advanceJourney } from "./advance-journey.ts";
import { createJourneyRpc } from "./create-journey.ts";
import { createTemplateRpc } from "./create-template.ts";
import { listJourneys } from "./list-journeys.ts";

type Asked = Parameters<ReturnType<typeof listJourneys>>[0]["request"];

/** Five journeys, one a minute, `cus_1` to `cus_5`; the second one has begun, the third is urgent and somebody's. */
async function opened() {
  const open = openForTests();
  const create = createJourneyRpc(open.deps);
  for (const id of ["tmpl_1", "tmpl_2"]) await createTemplateRpc(open.deps)(callWith(plainTemplate(2, { id })));
  const ids: string[] = [];
  for (let number = 1; number <= 5; number++) {
    const asked = {
      templateId: number === 5 ? "tmpl_2" : "tmpl_1",
      customerId: `cus_${number}`,
      channel: "web",
      relatedTo: [],
    };
    const special = number === 3 ? { priority: "urgent", assigneeId: "usr_rm_002" } : {};
    const context = Buffer.from('{"secret":1}');
    const made = await create(callWith({ ...asked, ...special, context }));
    ids.push(made.ok ? (replyOf(made.value).id ?? "") : made.code);
    open.clock.advance(60_000);
  }
  const step = { completedStepId: "step_1", stepOutcome: "passed" };
  await advanceJourney(open.deps)(callWith({ journeyId: ids[1] ?? "", ...step }));
  const list = async (asked: Asked, tenantId = "tnt_alpha") => {
    const found = await listJourneys(open.deps)(callWith(asked, { tenantId }));
    if (!found.ok) return { code: found.code, at: found.faults.map(({ pointer }) => pointer) };
    const reply = replyOf(found.value);
    return { customers: reply.journeys?.map((journey) => journey?.customerId), reply };
  };
  return { ...open, list };
}

test("lists are newest first and show neither steps nor context", async () => {
  const { list } = await opened();
  const { customers, reply } = await list({});
  expect(customers).toEqual(["cus_5", "cus_4", "cus_3", "cus_2", "cus_1"]);
  expect(reply?.pagination).toEqual({ page: 1, perPage: 20, total: 5, totalIsExact: true });
  for (const journey of reply?.journeys ?? []) {
    expect(journey).not.toHaveProperty("steps");
    expect(journey).not.toHaveProperty("context");
    expect(journey).toMatchObject({ totalSteps: 2, currentStep: { status: "pending" } });
  }
});

test.each<[Asked, readonly string[]]>([
  [{ status: "in_progress" }, ["cus_2"]],
  [{ status: "created", templateId: "tmpl_2" }, ["cus_5"]],
  [{ customerId: "cus_4" }, ["cus_4"]],
  [{ assigneeId: "usr_rm_002" }, ["cus_3"]],
  [{ priority: "urgent" }, ["cus_3"]],
  [{ createdFrom: "2026-01-15T10:31:00Z", createdTo: "2026-01-15T10:33:00Z" }, ["cus_4", "cus_3", "cus_2"]],
  [{ createdFrom: "2026-01-15T10:33:00.001Z" }, ["cus_5"]],
  [{ status: "completed" }, []],
  [{ templateId: "tmpl_of_another_tenant" }, []],
  [{ overdue: false }, ["cus_5", "cus_4", "cus_3", "cus_2", "cus_1"]],
  [{ overdue: true }, []],
])("%j finds %j", async (asked, customers) => {
  const { list } = await opened();
  expect((await list(asked)).customers).toEqual(customers);
});

test.each<[string, Asked]>([
  ["?status", { status: "open" }],
  ["?priority", { priority: "asap" }],
  ["?templateId", { templateId: "" }],
  ["?customerId", { customerId: "a b" }],
  ["?createdFrom", { createdFrom: "yesterday" }],
  ["?createdTo", { createdTo: "2026-01-15" }],
  ["?createdTo", { createdFrom: "2026-01-16T00:00:00Z", createdTo: "2026-01-15T00:00:00Z" }],
  ["?perPage", { page: { perPage: 101 } }],
])("%s is refused in %j", async (pointer, asked) => {
  const { list } = await opened();
  expect(await list(asked)).toEqual({ code: "request.invalid", at: [pointer] });
});

test("a walk by cursor returns every row once, and its cursor is good for this list only", async () => {
  const { list } = await opened();
  const first = await list({ page: { perPage: 2 } });
  const cursor = first.reply?.pagination?.nextCursor ?? "";
  const second = await list({ page: { perPage: 2, cursor } });
  const third = await list({ page: { perPage: 2, cursor: second.reply?.pagination?.nextCursor ?? "" } });
  const walked = [first, second, third].flatMap(({ customers }) => customers ?? []);
  expect(walked).toEqual(["cus_5", "cus_4", "cus_3", "cus_2", "cus_1"]);
  expect(third.reply?.pagination?.nextCursor).toBe(undefined);
  const other = await list({ status: "created", page: { cursor } });
  expect(other).toMatchObject({ code: "pagination.cursor_invalid" });
});

test("another tenant sees none of it", async () => {
  const { list } = await opened();
  expect((await list({}, "tnt_beta")).customers).toEqual([]);
});
