import { type Decision, instant } from "@omni/kernel";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type AskedVersion, addTemplateVersion, parseAddTemplateVersion } from "./add-template-version.ts";
import { archiveTemplate } from "./archive-template.ts";
import { createTemplate, parseCreateTemplate } from "./create-template.ts";
import { publishTemplate } from "./publish-template.ts";
import { type Template, versionsOf } from "./template.ts";

const at = (minute: number) => instant(Date.UTC(2026, 0, 15) + minute * 60_000);
const steps = (...ids: readonly string[]) =>
  ids.map((id, index) => ({ id, name: id, type: "manual", order: index + 1 }));

function made(status: "active" | "draft"): Template {
  const asked = { name: "First", category: "sales", slaHours: 9, description: "One", steps: steps("a"), status };
  const command = parseCreateTemplate(asked);
  return command.ok ? state(createTemplate("tmpl_1", command.value, "usr_1", at(0))) : fail(command);
}

function state(decision: Decision<Template>): Template {
  return decision.ok ? decision.value.state : fail(decision);
}

function fail(refused: object): never {
  throw new Error(JSON.stringify(refused));
}

function add(template: Template, more: AskedVersion = {}, minute = 1): Decision<Template> {
  const command = parseAddTemplateVersion({ steps: steps("b", "c"), ...more });
  return command.ok ? addTemplateVersion(template, command.value, "usr_2", at(minute)) : command;
}

const publish = (template: Template, version?: number, minute = 2): Decision<Template> =>
  publishTemplate(template, { version }, "usr_3", at(minute));
const statuses = (template: Template) => versionsOf(template).map(({ status }) => status);
const eventsOf = (decision: Decision<Template>) => (decision.ok ? decision.value.events : decision.code);

describe("a version that is added", () => {
  test("is the next one and a draft: the active one stays what journeys begin with", () => {
    const decision = add(made("active"));
    expect(eventsOf(decision)).toEqual([]);
    const template = state(decision);
    expect(template).toMatchObject({ version: 1, status: "active", updatedAt: at(1), createdAt: at(0) });
    expect(template.others).toMatchObject([{ version: 2, status: "draft", addedBy: "usr_2", addedAt: at(1) }]);
  });

  test("keeps name and category when it says nothing of them, and lays down all else anew", () => {
    const kept = versionsOf(state(add(made("active")))).at(-1);
    expect(kept).toMatchObject({ name: "First", category: "sales", completion: "manual" });
    expect(kept?.slaHours).toBe(undefined);
    expect(kept?.description).toBe(undefined);
    const changed = versionsOf(state(add(made("active"), { name: "Second", category: "servicing" }))).at(-1);
    expect(changed).toMatchObject({ name: "Second", category: "servicing" });
    const draft = state(add(made("active"), { name: "Second", category: "servicing" }));
    expect(versionsOf(state(add(draft))).at(-1)).toMatchObject({ name: "Second", category: "servicing" });
  });

  test("may be active at once; the one before is over then", () => {
    const decision = add(made("active"), { status: "active" });
    expect(eventsOf(decision)).toMatchObject([
      {
        type: "template.published",
        subjects: [{ type: "template", id: "tmpl_1" }],
        summary: "Template published: First, version 2",
        data: { templateId: "tmpl_1", templateVersion: 2, category: "sales", totalSteps: 2 },
      },
    ]);
    expect(state(decision)).toMatchObject({ version: 2, status: "active", publishedBy: "usr_2", publishedAt: at(1) });
    expect(statuses(state(decision))).toEqual(["archived", "active"]);
  });

  test("of a template that was never published is what is read of it", () => {
    const template = state(add(made("draft")));
    expect(template).toMatchObject({ version: 2, status: "draft", steps: [{ id: "b" }, { id: "c" }] });
  });

  test("is refused with a pointer to each fault", () => {
    const pointersOf = (more: AskedVersion) => {
      const decision = add(made("active"), more);
      return decision.ok ? [] : decision.faults.map(({ pointer }) => pointer);
    };
    expect(pointersOf({ name: " ", category: "x", status: "archived", steps: [], completion: "x" })).toEqual([
      "/name",
      "/category",
      "/steps",
      "/completion",
      "/status",
    ]);
    expect(pointersOf({ steps: [...steps("a"), ...steps("a")] })).toEqual(["/steps/1/id", "/steps/1/order"]);
    const many = Array.from({ length: 101 }, (_, index) => ({ id: `s${index}`, order: index + 1 }));
    expect(add(made("active"), { steps: many })).toMatchObject({ code: "request.too_large" });
  });

  test("is the hundredth at most", () => {
    let template = made("active");
    for (let version = 2; version <= 100; version++) template = state(add(template));
    expect(add(template)).toMatchObject({ ok: false, code: "template.too_many_versions" });
    expect(publish(template).ok).toBe(true);
  });
});

describe("publishing", () => {
  test("makes the newest draft active, and what is before it is over", () => {
    const template = state(add(state(add(made("active")))));
    const decision = publish(template);
    expect(state(decision)).toMatchObject({ version: 3, status: "active", publishedBy: "usr_3", publishedAt: at(2) });
    expect(statuses(state(decision))).toEqual(["archived", "archived", "active"]);
    expect(eventsOf(decision)).toMatchObject([{ type: "template.published", data: { templateVersion: 3 } }]);
  });

  test("may name a draft; later ones stay drafts and can be published later, earlier ones cannot", () => {
    const template = state(add(state(add(made("draft")))));
    const second = state(publish(template, 2));
    expect(statuses(second)).toEqual(["archived", "active", "draft"]);
    expect(publish(second, 1)).toMatchObject({ code: "template.nothing_to_publish" });
    expect(statuses(state(publish(second, 3)))).toEqual(["archived", "archived", "active"]);
  });

  test("the active version again changes nothing and tells of nothing", () => {
    const template = made("active");
    expect(publish(template, 1)).toEqual({ ok: true, value: { state: template, events: [] } });
  });

  test("needs a draft, and one that there is", () => {
    expect(publish(made("active"))).toMatchObject({ code: "template.nothing_to_publish" });
    expect(publish(made("draft"), 2)).toMatchObject({
      code: "template.version_unknown",
      faults: [{ pointer: "/version" }],
    });
  });
});

describe("archiving", () => {
  test("ends all versions, tells of it, and leaves to be read what was current", () => {
    const decision = archiveTemplate(state(add(made("active"))), at(3));
    expect(state(decision)).toMatchObject({ version: 1, status: "archived", updatedAt: at(3) });
    expect(statuses(state(decision))).toEqual(["archived", "archived"]);
    expect(eventsOf(decision)).toEqual([
      {
        type: "template.archived",
        subjects: [{ type: "template", id: "tmpl_1" }],
        summary: "Template archived: First, at version 1",
        data: { templateId: "tmpl_1", templateVersion: 1, category: "sales" },
      },
    ]);
  });

  test("is the end", () => {
    const template = state(archiveTemplate(made("draft"), at(3)));
    for (const decision of [add(template), publish(template), publish(template, 1), archiveTemplate(template, at(4))]) {
      expect(decision).toMatchObject({ ok: false, code: "template.archived" });
    }
  });
});

test("whatever is done: one version at most is active, all before it are over, all after it drafts; what was published never changes", () => {
  const command = fc.oneof(
    fc.record({ add: fc.constantFrom("draft", "active"), name: fc.constantFrom("A", "B", undefined) }),
    fc.record({ publish: fc.constantFrom(undefined, 1, 2, 3, 4) }),
    fc.constant({ archive: true }),
  );
  fc.assert(
    fc.property(fc.constantFrom("active", "draft"), fc.array(command, { maxLength: 8 }), (first, commands) => {
      let template = made(first);
      const published = new Map<number, string>();
      commands.forEach((one, minute) => {
        const decision =
          "add" in one
            ? add(template, { status: one.add, name: one.name }, minute)
            : "publish" in one
              ? publish(template, one.publish, minute)
              : archiveTemplate(template, at(minute));
        if (decision.ok) template = decision.value.state;
        const versions = versionsOf(template);
        expect(versions.map(({ version }) => version)).toEqual(versions.map((_, index) => index + 1));
        expect(statuses(template).join(" ")).toMatch(/^(archived ?)*((active ?)?(draft ?)*)$/);
        expect(template.status === "active").toBe(versions.some(({ status }) => status === "active"));
        for (const { status: _status, ...version } of versions) {
          if (version.publishedAt === undefined) continue;
          const text = JSON.stringify(version);
          expect(published.get(version.version) ?? text).toBe(text);
          published.set(version.version, text);
        }
      });
    }),
    { numRuns: 1_000 },
  );
});
