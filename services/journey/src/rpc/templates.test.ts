import { replyOf } from "@omni/testkit/calls";
import { expect, test } from "vitest";
import { callWith, openForTests, plainTemplate } from "../testing/open-for-tests.ts";
import { createTemplateRpc } from "./create-template.ts";
import { getTemplate } from "./get-template.ts";
import { listTemplates } from "./list-templates.ts";

function opened() {
  const open = openForTests();
  const create = (more: Parameters<typeof plainTemplate>[1], tenantId = "tnt_alpha") =>
    createTemplateRpc(open.deps)(callWith(plainTemplate(2, more), { tenantId }));
  return { ...open, create };
}

test("a template is answered whole; one without an id of its own gets one", async () => {
  const { create, deps } = opened();
  const made = await create({});
  const reply = made.ok ? replyOf(made.value) : {};
  expect(reply).toMatchObject({
    status: "active",
    version: 1,
    steps: [{ id: "step_1", required: true }, { id: "step_2" }],
  });
  expect(reply.id).toMatch(/^tmpl_[0-9a-z]{26}$/);
  const read = await getTemplate(deps)(callWith({ templateId: reply.id ?? "" }));
  expect(read.ok && replyOf(read.value)).toEqual(reply);
});

test("an id can be taken once in a tenant, and freely in another", async () => {
  const { create } = opened();
  expect((await create({ id: "tmpl_1" })).ok).toBe(true);
  expect(await create({ id: "tmpl_1" })).toMatchObject({ code: "template.id_taken", facts: { templateId: "tmpl_1" } });
  expect((await create({ id: "tmpl_1" }, "tnt_beta")).ok).toBe(true);
});

test("50 racing creations under one id: one wins, the rest hear that it is taken", async () => {
  const { create } = opened();
  const answers = await Promise.all(Array.from({ length: 50 }, () => create({ id: "tmpl_1" })));
  expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
  expect(answers.filter((answer) => !answer.ok && answer.code !== "template.id_taken")).toEqual([]);
});

test("a draft tells of nothing; an active template tells that it is published", async () => {
  const { create, store } = opened();
  await create({ id: "tmpl_draft", status: "draft" });
  await create({ id: "tmpl_live" });
  const told = async (id: string) =>
    (await store.readEvents({ tenantId: "tnt_alpha" }, `template/${id}`, 1, 9)).map(({ type }) => type);
  expect(await told("tmpl_draft")).toEqual([]);
  expect(await told("tmpl_live")).toEqual(["template.published"]);
});

test("lists narrow by category and status and leave the steps out", async () => {
  const { create, deps, clock } = opened();
  for (const more of [{ id: "tmpl_a" }, { id: "tmpl_b", status: "draft" }, { id: "tmpl_c", category: "sales" }]) {
    await create(more);
    clock.advance(1);
  }
  const list = (asked: { category?: string; status?: string }) => listTemplates(deps)(callWith(asked));
  const ids = async (asked: { category?: string; status?: string }) => {
    const found = await list(asked);
    return found.ok ? replyOf(found.value).templates?.map((template) => template?.id) : found.code;
  };
  expect(await ids({})).toEqual(["tmpl_c", "tmpl_b", "tmpl_a"]);
  expect(await ids({ category: "servicing", status: "active" })).toEqual(["tmpl_a"]);
  expect(await ids({ status: "archived" })).toEqual([]);
  expect(await list({ category: "lending" })).toMatchObject({
    code: "request.invalid",
    faults: [{ pointer: "?category" }],
  });
  const all = await list({});
  expect(all.ok && Buffer.from(all.value.encoded).toString()).not.toContain("steps");
});

test("another tenant's template is not found", async () => {
  const { create, deps } = opened();
  await create({ id: "tmpl_1" });
  const foreign = await getTemplate(deps)(callWith({ templateId: "tmpl_1" }, { tenantId: "tnt_beta" }));
  expect(foreign).toMatchObject({ code: "template.not_found" });
  expect(await getTemplate(deps)(callWith({}))).toEqual(foreign);
});
