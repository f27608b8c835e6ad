import { addHours, instant, type Result } from "@omni/kernel";
import { describe, expect, test } from "vitest";
import { type AskedJourney, createJourney, parseCreateJourney } from "./create-journey.ts";
import { createTemplate, parseCreateTemplate } from "./create-template.ts";
import type { Template } from "./template.ts";

const now = instant(Date.UTC(2026, 0, 15));
const asked = (more: AskedJourney = {}): AskedJourney => ({
  templateId: "tmpl_1",
  customerId: "ent_customer_456",
  channel: "web",
  ...more,
});

function template(more: Partial<Template> = {}): Template {
  const steps = [
    { id: "later", name: "Later", type: "manual", order: 2, timeoutHours: 3 },
    { id: "first", name: "First", type: "manual", order: 1, timeoutHours: 48 },
  ];
  const command = parseCreateTemplate({ name: "T", category: "sales", steps, slaHours: 120 });
  const made = command.ok ? createTemplate("tmpl_1", command.value, "usr_1", now) : command;
  if (!made.ok) throw new Error(JSON.stringify(made));
  return { ...made.value.state, ...more };
}

function create(more: AskedJourney = {}, from: Template | undefined = template()) {
  const command = parseCreateJourney(asked(more));
  return command.ok ? createJourney("jrn_1", command.value, from, "usr_1", now) : command;
}

const pointers = (result: Result<unknown>) => (result.ok ? [] : result.faults.map(({ pointer }) => pointer));

describe("what is wrong is refused with a pointer to it", () => {
  const contract = { type: "contract", id: "ctr_1" };
  test.each<[string, AskedJourney]>([
    ["/templateId", { templateId: undefined }],
    ["/templateId", { templateId: "" }],
    ["/customerId", { customerId: undefined }],
    ["/customerId", { customerId: "ent customer" }],
    ["/customerId", { customerId: "x".repeat(129) }],
    ["/channel", { channel: undefined }],
    ["/channel", { channel: "fax" }],
    ["/priority", { priority: "highest" }],
    ["/assigneeId", { assigneeId: "usr rm" }],
    ["/assigneeType", { assigneeId: "usr_rm_001", assigneeType: "role" }],
    ["/assigneeType", { assigneeType: "user" }],
    ["/dueAt", { dueAt: "2024-01-25" }],
    ["/dueAt", { dueAt: "2024-02-30T10:00:00Z" }],
    ["/dueAt", { dueAt: "9999-01-01T00:00:00Z" }],
    ["/relatedTo", { relatedTo: Array.from({ length: 11 }, (_, index) => ({ type: "contract", id: `ctr_${index}` })) }],
    ["/relatedTo/1", { relatedTo: [contract, contract] }],
    ["/relatedTo/0/type", { relatedTo: [{ type: "journey", id: "jrn_1" }] }],
    ["/relatedTo/0/id", { relatedTo: [{ type: "contract" }] }],
    ["/context", { context: "[1]" }],
    ["/context", { context: "{" }],
    ["/context/a/0", { context: '{"a":[1e999]}' }],
    ["/context/__proto__", { context: '{"__proto__":{}}' }],
  ])("%s in %j", (pointer, more) => {
    const result = parseCreateJourney(asked(more));
    expect(result).toMatchObject({ ok: false, code: "request.invalid" });
    expect(pointers(result)).toEqual([pointer]);
  });

  test("a context over 256 KiB is too large", () => {
    const piece = "x".repeat(9_999);
    const context = JSON.stringify(Object.fromEntries(Array.from({ length: 27 }, (_, index) => [index, piece])));
    const result = parseCreateJourney(asked({ context }));
    expect(result).toMatchObject({ ok: false, code: "request.too_large", faults: [{ pointer: "/context" }] });
  });
});

test("a journey begins at the first step by order, with the template's version and its own due times", () => {
  const created = create();
  expect(created).toMatchObject({
    value: {
      state: {
        id: "jrn_1",
        status: "created",
        templateVersion: 1,
        priority: "normal",
        dueAt: addHours(now, 120),
        steps: [
          { id: "first", status: "pending", enteredAt: now, dueAt: addHours(now, 48) },
          { id: "later", status: "pending" },
        ],
      },
      events: [
        {
          type: "journey.created",
          channel: "web",
          summary: "Sales journey created",
          subjects: [
            { type: "journey", id: "jrn_1" },
            { type: "customer", id: "ent_customer_456" },
          ],
          data: { journeyId: "jrn_1", templateId: "tmpl_1", templateVersion: 1, totalSteps: 2 },
        },
      ],
    },
  });
});

test("a journey stands on the timeline of everything it is related to, once", () => {
  const created = create({
    relatedTo: [
      { type: "contract", id: "ctr_1" },
      { type: "customer", id: "ent_customer_456" },
    ],
  });
  const subjects = created.ok ? created.value.events[0]?.subjects : [];
  expect(subjects?.map(({ type, id }) => `${type} ${id}`)).toEqual([
    "journey jrn_1",
    "customer ent_customer_456",
    "contract ctr_1",
  ]);
});

test("a due time of the journey's own wins over the template's", () => {
  expect(create({ dueAt: "2026-03-01T00:00:00+03:00" })).toMatchObject({
    value: { state: { dueAt: Date.UTC(2026, 1, 28, 21) } },
  });
});

test("without a due time and without slaHours a journey is never due", () => {
  const created = create({}, template({ slaHours: undefined }));
  expect(created.ok && created.value.state.dueAt).toBe(undefined);
});

test("only an active template begins journeys", () => {
  expect(create({}, template({ status: "draft" }))).toMatchObject({ ok: false, code: "template.not_active" });
  expect(create({}, template({ status: "archived" }))).toMatchObject({
    ok: false,
    code: "template.not_active",
    facts: { status: "archived" },
  });
});

test("an unknown template is refused with a pointer", () => {
  const command = parseCreateJourney(asked());
  const result = command.ok ? createJourney("jrn_1", command.value, undefined, "usr_1", now) : command;
  expect(result).toMatchObject({ ok: false, code: "template.unknown", faults: [{ pointer: "/templateId" }] });
});

test("an assignee is a user unless it says team", () => {
  expect(create({ assigneeId: "usr_2" })).toMatchObject({
    value: { state: { assignee: { id: "usr_2", type: "user" } } },
  });
  const team = create({ assigneeId: "team_a", assigneeType: "team" });
  expect(team).toMatchObject({ value: { state: { assignee: { id: "team_a", type: "team" } } } });
});
