import type { Result } from "@omni/kernel";
import type { Answer } from "@omni/platform/rpc";
import { type CallWish, replyOf } from "@omni/testkit/calls";
import { describe, expect, test } from "vitest";
import { callWith, openForTests, plainTemplate } from "../testing/open-for-tests.ts";
import { addTemplateVersionRpc } from "./add-template-version.ts";
import { archiveTemplateRpc } from "./archive-template.ts";
import { createJourneyRpc } from "./create-journey.ts";
import { createTemplateRpc } from "./create-template.ts";
import { getJourney } from "./get-journey.ts";
import { getTemplate } from "./get-template.ts";
import { listTemplates } from "./list-templates.ts";
import { publishTemplateRpc } from "./publish-template.ts";

const templateId = "tmpl_1";
const shown = <Reply extends object>(answered: Result<Answer<Reply>>) =>
  answered.ok ? replyOf(answered.value) : { refused: answered.code };

/** A store with `tmpl_1` of one step, and everything that can be done with it. */
async function opened(status = "active") {
  const { deps, store, clock } = openForTests();
  await createTemplateRpc(deps)(callWith(plainTemplate(1, { id: templateId, status })));
  const add = (steps: number, more: { status?: string; completion?: string } = {}, wish?: CallWish) =>
    addTemplateVersionRpc(deps)(callWith({ templateId, steps: plainTemplate(steps).steps, ...more }, wish));
  const publish = (version?: number, wish?: CallWish) =>
    publishTemplateRpc(deps)(callWith({ templateId, ...(version === undefined ? {} : { version }) }, wish));
  const archive = (wish?: CallWish) => archiveTemplateRpc(deps)(callWith({ templateId }, wish));
  const get = (version?: number) =>
    getTemplate(deps)(callWith({ templateId, ...(version === undefined ? {} : { version }) }));
  const begin = () =>
    createJourneyRpc(deps)(callWith({ templateId, customerId: "cus_1", channel: "web", relatedTo: [] }));
  const told = async () =>
    (await store.readEvents({ tenantId: "tnt_alpha" }, `template/${templateId}`, 1, 500)).map(({ type }) => type);
  return { deps, clock, add, publish, archive, get, begin, told };
}

describe("a version that is added", () => {
  test("is answered as it is, while the current one stays what is read", async () => {
    const { add, get, told } = await opened();
    expect(shown(await add(2))).toMatchObject({
      ...{ id: templateId, version: 2, status: "draft", name: "Plain", completion: "manual" },
      steps: [{ id: "step_1" }, { id: "step_2" }],
      versions: [
        { version: 1, status: "active" },
        { version: 2, status: "draft", createdBy: "usr_rm_001" },
      ],
    });
    expect(shown(await get())).toMatchObject({ version: 1, status: "active", steps: [{ id: "step_1" }] });
    expect(shown(await get(2))).toMatchObject({ version: 2, status: "draft", steps: [{}, {}] });
    expect(await get(3)).toMatchObject({ code: "template.version_not_found", facts: { templateId } });
    expect(await told()).toEqual(["template.published"]);
  });

  test("is answered again to the same key, though others have been added since, and is added once", async () => {
    const { add, get } = await opened();
    const first = await add(2, {}, { key: "k" });
    await add(3);
    const again = await add(2, {}, { key: "k" });
    expect(again).toMatchObject({ ok: true, value: { replayed: true } });
    expect(shown(again)).toEqual(shown(first));
    expect(shown(await get())).toMatchObject({ versions: [{}, {}, {}] });
    expect(await add(4, {}, { key: "k" })).toMatchObject({ code: "idempotency.key_reused" });
  });

  test("needs a template: another tenant's is not found", async () => {
    const { add, publish, archive } = await opened();
    const foreign = { tenantId: "tnt_beta" };
    for (const refused of [await add(1, {}, foreign), await publish(1, foreign), await archive(foreign)]) {
      expect(refused).toMatchObject({ code: "template.not_found" });
    }
  });
});

describe("a journey", () => {
  test("keeps the version it began with; new ones begin with the active version", async () => {
    const { add, begin, deps, get, publish } = await opened();
    const first = shown(await begin());
    await add(3, { completion: "auto" });
    expect(shown(await begin())).toMatchObject({ templateVersion: 1, totalSteps: 1 });
    expect(shown(await publish())).toMatchObject({ version: 2, status: "active" });
    expect(shown(await begin())).toMatchObject({ templateVersion: 2, totalSteps: 3 });
    const kept = await getJourney(deps)(callWith({ journeyId: "id" in first ? (first.id ?? "") : "" }));
    expect(shown(kept)).toMatchObject({ templateVersion: 1, totalSteps: 1, steps: [{ id: "step_1" }] });
    expect(shown(await get(1))).toMatchObject({ version: 1, status: "archived", steps: [{ id: "step_1" }] });
  });

  test("cannot begin with a draft or an archived template", async () => {
    const { archive, begin, publish, told } = await opened("draft");
    expect(await begin()).toMatchObject({ code: "template.not_active", facts: { status: "draft" } });
    await publish(1);
    expect((await begin()).ok).toBe(true);
    expect(shown(await archive())).toMatchObject({ version: 1, status: "archived" });
    expect(await begin()).toMatchObject({ code: "template.not_active", facts: { status: "archived" } });
    expect(await told()).toEqual(["template.published", "template.archived"]);
  });
});

test("a template is listed as its current version, under its status", async () => {
  const { add, archive, deps, publish } = await opened("draft");
  const listed = async (status: string) => {
    const found = await listTemplates(deps)(callWith({ status }));
    return found.ok ? replyOf(found.value).templates?.map((one) => [one?.version, one?.status]) : found.code;
  };
  await add(2);
  expect(await listed("draft")).toEqual([[2, "draft"]]);
  await publish();
  await add(3);
  expect([await listed("active"), await listed("draft")]).toEqual([[[2, "active"]], []]);
  await archive();
  expect([await listed("active"), await listed("archived")]).toEqual([[], [[2, "archived"]]]);
});

test("If-Match holds for all that changes a template; each change gives a new ETag", async () => {
  const { add, archive, get, publish } = await opened();
  const etagOf = (answered: Result<Answer<object>>) => (answered.ok ? (answered.value.etag ?? "") : answered.code);
  const before = etagOf(await get());
  const after = etagOf(await add(2, {}, { ifMatch: before }));
  expect(after).not.toBe(before);
  expect(etagOf(await get(1))).toBe(after);
  for (const late of [await add(2, {}, { ifMatch: before }), await publish(2, { ifMatch: before })]) {
    expect(late).toMatchObject({ code: "precondition.failed" });
  }
  expect(await archive({ ifMatch: before })).toMatchObject({ code: "precondition.failed" });
  const published = etagOf(await publish(2, { ifMatch: after }));
  expect(etagOf(await archive({ ifMatch: published }))).toMatch(/-archived"$/);
});

test("200 who add, publish and archive at once: one history, in which one version at most is active", async () => {
  const { add, archive, get, publish, told } = await opened();
  const answers = await Promise.all(
    Array.from({ length: 200 }, (_, index) => {
      if (index === 150) return archive();
      return index % 3 === 0 ? add(1, { status: "active" }) : index % 3 === 1 ? add(1) : publish();
    }),
  );
  const codes = new Set(answers.map((answer) => (answer.ok ? "done" : answer.code)));
  const expected = ["done", "template.archived", "template.nothing_to_publish", "template.too_many_versions"];
  expect([...codes].filter((code) => !expected.includes(code))).toEqual([]);
  const template = shown(await get());
  const versions = "versions" in template ? (template.versions ?? []) : [];
  expect(versions.map((one) => one?.version)).toEqual(versions.map((_, index) => index + 1));
  expect(new Set(versions.map((one) => one?.status))).toEqual(new Set(["archived"]));
  const publications = versions.filter((one) => one?.publishedAt !== undefined).length;
  expect(await told()).toEqual([...Array<string>(publications).fill("template.published"), "template.archived"]);
});

test("a template does not outgrow what can be read in one go", async () => {
  const { add, deps } = await opened();
  const documentsRequired = Array.from({ length: 50 }, (_, index) => `${index}${"d".repeat(126)}`);
  const steps = plainTemplate(100).steps.map((step) => ({ ...step, documentsRequired }));
  const grow = () => addTemplateVersionRpc(deps)(callWith({ templateId, steps }));
  let grown = await grow();
  for (let version = 3; grown.ok && version < 20; version++) grown = await grow();
  expect(grown).toMatchObject({ code: "template.too_large" });
  expect((await add(1)).ok).toBe(true);
});
