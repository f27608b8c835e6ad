import { accepted, refusal } from "@omni/kernel";
import { type CallWish, replyOf } from "@omni/testkit/calls";
import { describe, expect, test } from "vitest";
import { assignJourney } from "./assign-journey.ts";
import { createJourneyRpc } from "./create-journey.ts";
import { createTemplateRpc } from "./create-template.ts";
import type { Deps } from "./deps.ts";
import { getJourney } from "./get-journey.ts";
import type { ModelCommand } from "../testing/model-table.ts";
import { callWith, openForTests, plainTemplate } from "../testing/open-for-tests.ts";
import { sendCommand } from "../testing/send-command.ts";

/** A journey of `usr_rm_002`, whose manager is `usr_manager_001`. */
async function opened() {
  const open = openForTests();
  await createTemplateRpc(open.deps)(callWith(plainTemplate(2, { id: "tmpl_1" })));
  const asked = { templateId: "tmpl_1", customerId: "cus_1", channel: "web", relatedTo: [], assigneeId: "usr_rm_002" };
  const made = await createJourneyRpc(open.deps)(callWith(asked));
  const journeyId = made.ok ? (replyOf(made.value).id ?? "") : "";
  const send = (command: ModelCommand, wish?: CallWish, access = open.deps.access) =>
    sendCommand({ ...open.deps, access }, journeyId, command, wish);
  const assign = (asking: object, wish: CallWish = owner, access = open.deps.access) =>
    assignJourney({ ...open.deps, access })(callWith({ journeyId, assigneeId: "usr_rm_001", ...asking }, wish));
  const read = async () => {
    const found = await getJourney(open.deps)(callWith({ journeyId }));
    return found.ok ? { ...replyOf(found.value), etag: found.value.etag } : undefined;
  };
  return { ...open, journeyId, send, assign, read };
}

const owner = { actorId: "usr_rm_002" };
const manager = { actorId: "usr_manager_001" };
const away: Deps["access"] = { getUser: async () => refusal("service.unavailable") };
const nobodyAsks: Deps["access"] = { getUser: () => Promise.reject(new Error("nobody should ask")) };
const directing: readonly ModelCommand[] = [
  { kind: "hold" },
  { kind: "release" },
  { kind: "assign", to: { id: "team_a", type: "team" } },
];

describe("the assignee's manager", () => {
  test("may assign, hold, release and cancel, and nothing else", async () => {
    const { send } = await opened();
    for (const kind of ["resume", "complete", "claim"] as const) {
      expect(await send({ kind }, manager)).toMatchObject({ code: "journey.not_yours" });
    }
    for (const command of directing) expect(await send(command, manager)).toMatchObject({ ok: true });
    // A team has no manager.
    expect(await send({ kind: "cancel" }, manager)).toMatchObject({ code: "journey.not_yours" });
  });

  test("is asked for only where it decides", async () => {
    const { send } = await opened();
    for (const command of directing.slice(0, 2)) {
      expect(await send(command, owner, nobodyAsks)).toMatchObject({ ok: true });
    }
    expect(await send({ kind: "hold" }, manager, away)).toMatchObject({ code: "service.unavailable" });
    expect(await send({ kind: "cancel" }, owner, nobodyAsks)).toMatchObject({ ok: true });
    expect(await send({ kind: "cancel" }, manager, nobodyAsks)).toMatchObject({ code: "journey.closed" });
  });

  test("is whoever it is when he acts, not when the journey was assigned", async () => {
    const { send } = await opened();
    const promoted: Deps["access"] = {
      getUser: async () =>
        accepted({
          replayed: false,
          reply: { roles: [], teams: [], approvalLimits: [], active: true, managerId: "usr_new_boss" },
        }),
    };
    expect(await send({ kind: "hold" }, manager, promoted)).toMatchObject({ code: "journey.not_yours" });
    expect(await send({ kind: "hold" }, { actorId: "usr_new_boss" }, promoted)).toMatchObject({ ok: true });
  });
});

describe("the new assignee", () => {
  test("must be known and active", async () => {
    const { assign } = await opened();
    const pointed = { faults: [{ pointer: "/assigneeId" }] };
    expect(await assign({ assigneeId: "usr_9" })).toMatchObject({ code: "user.unknown", ...pointed });
    expect(await assign({ assigneeId: "usr_left" })).toMatchObject({ code: "user.inactive", ...pointed });
    expect(await assign({})).toMatchObject({ ok: true });
  });

  test("does not matter when he has the journey already", async () => {
    const { assign } = await opened();
    const chief = { actorId: "usr_chief", roles: ["journey_supervisor"] };
    expect(await assign({ assigneeId: "usr_rm_002" }, chief, away)).toMatchObject({ ok: true });
    expect(await assign({}, chief, away)).toMatchObject({ code: "service.unavailable" });
  });

  test("is not asked for when it is the actor or a team", async () => {
    const { assign } = await opened();
    const team = { assigneeId: "team_a", assigneeType: "team" };
    expect(await assign(team, owner, nobodyAsks)).toMatchObject({ ok: true });
    const member = { actorId: "usr_7", teams: ["team_a"] };
    expect(await assign({ assigneeId: "usr_7" }, member, nobodyAsks)).toMatchObject({ ok: true });
  });

  test("who has the journey already gets the same version, and no event", async () => {
    const { assign, journeyId, read, store } = await opened();
    const before = await read();
    const again = await assign({ assigneeId: "usr_rm_002" });
    expect(again).toMatchObject({ ok: true, value: { etag: before?.etag } });
    expect(await read()).toEqual(before);
    expect(await store.readEvents({ tenantId: "tnt_alpha" }, `journey/${journeyId}`, 1, 9)).toHaveLength(1);
  });
});

test("a repeat with its key gets the first answer, though nobody can say any more who is who", async () => {
  const { assign, send } = await opened();
  const first = await assign({}, { ...owner, key: "k" });
  const again = await assign({}, { ...owner, key: "k" }, away);
  expect(again).toMatchObject({ ok: true, value: { replayed: true } });
  expect(again.ok && first.ok && Buffer.compare(again.value.encoded, first.value.encoded)).toBe(0);
  const chief = { actorId: "usr_chief", roles: ["journey_supervisor"] };
  for (const command of directing) {
    const wish = { ...chief, key: command.kind };
    expect(await send(command, wish)).toMatchObject({ ok: true });
    expect(await send(command, wish, away)).toMatchObject({ ok: true, value: { replayed: true } });
  }
});

describe("50 racing requests with one key have one effect and one answer", () => {
  const begun: ModelCommand = { kind: "advance", stepId: "step_1", outcome: "passed", data: undefined };
  const handed: ModelCommand = { kind: "assign", to: { id: "team_a", type: "team" } };
  test.each<[ModelCommand["kind"], ModelCommand, readonly ModelCommand[]]>([
    ["assign", handed, []],
    ["claim", { kind: "claim" }, [begun, handed]],
    ["resume", { kind: "resume" }, [begun, handed]],
    ["complete", { kind: "complete" }, [begun, { ...begun, stepId: "step_2" }]],
    ["cancel", { kind: "cancel" }, []],
    ["hold", { kind: "hold" }, []],
    ["release", { kind: "release" }, [{ kind: "hold" }]],
  ])("%s", async (_kind, command, before) => {
    const { journeyId, send, store } = await opened();
    const chief = { actorId: "usr_chief", roles: ["journey_supervisor"], teams: ["team_a"] };
    for (const earlier of before) expect(await send(earlier, chief)).toMatchObject({ ok: true });
    const answers = await Promise.all(Array.from({ length: 50 }, () => send(command, { ...chief, key: "once" })));
    const texts = answers.map((answer) => (answer.ok ? Buffer.from(answer.value.encoded).toString() : answer.code));
    expect(new Set(texts).size).toBe(1);
    expect(answers.filter((answer) => answer.ok && answer.value.replayed === true)).toHaveLength(49);
    const events = await store.readEvents({ tenantId: "tnt_alpha" }, `journey/${journeyId}`, 1, 500);
    expect(events).toHaveLength(1 + before.length + 1);
  });
});

test("If-Match holds for every action, and each action answers the ETag with its status", async () => {
  const { read, send } = await opened();
  const advance = { kind: "advance", outcome: "passed", data: undefined } as const;
  const ways: readonly [ModelCommand, string][] = [
    [{ kind: "hold" }, "created"],
    [{ kind: "release" }, "created"],
    [{ ...advance, stepId: "step_1" }, "in_progress"],
    [{ kind: "assign", to: { id: "team_a", type: "team" } }, "assigned"],
    [{ kind: "claim" }, "in_progress"],
    [{ kind: "assign", to: { id: "team_b", type: "team" } }, "assigned"],
    [{ kind: "resume" }, "in_progress"],
    [{ ...advance, stepId: "step_2" }, "in_progress"],
    [{ kind: "complete" }, "completed"],
  ];
  const chief = { actorId: "usr_rm_002", roles: ["journey_supervisor"], teams: ["team_a"] };
  for (const [version, [command, status]] of ways.entries()) {
    const etag = (await read())?.etag ?? "";
    expect(await send(command, { ...chief, ifMatch: '"99-created"' })).toMatchObject({ code: "precondition.failed" });
    expect(await send(command, { ...chief, ifMatch: etag })).toMatchObject({
      value: { etag: `"${version + 2}-${status}"` },
    });
  }
  expect(await read()).toMatchObject({
    status: "completed",
    outcome: "success",
    completedSteps: 2,
    assigneeId: "team_b",
  });
});

test("another tenant's journey is not found by any action", async () => {
  const { send } = await opened();
  for (const command of directing) {
    expect(await send(command, { tenantId: "tnt_beta" })).toMatchObject({ code: "journey.not_found" });
  }
});
