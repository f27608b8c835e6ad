import { envelope, eventSchema, userChanged } from "@omni/contracts/events";
import type { Result } from "@omni/kernel";
import { accessService, contextVerifier, rpcClient } from "@omni/platform/rpc";
import type { AccessServiceDefinition, Outgoing, Received, RpcClient, SentRequestOf } from "@omni/platform/rpc";
import { verifyEvent } from "@omni/platform/store";
import { type EmbeddedServices, embeddedServices } from "@omni/testkit/embedded-service";
import { createPublicKey } from "node:crypto";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { developmentTenantsFile } from "../config.ts";
import { openAccessService } from "../service.ts";

type SentUser = SentRequestOf<AccessServiceDefinition, "putUser">;

let services: EmbeddedServices;
let access: RpcClient<AccessServiceDefinition>;
let admin: Outgoing;
let foreign: Outgoing;
let app: Outgoing;
let adminKey: string;

beforeEach(async () => {
  services = embeddedServices();
  const service = await openAccessService(services.ports, {
    tenantsFile: developmentTenantsFile,
    decisionsByUserTokenOnly: false,
    keyPepper: Buffer.alloc(32, "pepper"),
    timelineKey: Buffer.alloc(32, "timeline"),
    contextKey: services.contextKey,
  });
  services.serve(service);
  access = rpcClient(accessService, services.transport("access"));
  const [alpha, beta] = await service.seedDevelopment();
  if (!alpha || !beta) throw new Error("There are two development tenants.");
  ({ adminKey } = alpha);
  admin = { credential: { apiKey: adminKey } };
  app = { credential: { apiKey: alpha.appKey } };
  foreign = { credential: { apiKey: beta.adminKey } };
});
afterEach(() => services.close());

const salma = { userId: "usr_salma", displayName: "Salma Al-Amri" };

function replyOf<T>(result: Result<Received<T>>): T {
  if (!result.ok) throw new Error(`${result.code} ${JSON.stringify(result.faults)}`);
  return result.value.reply;
}
const put = (user: SentUser, who = admin) => access.putUser(who, user);
const get = (userId: string, who = admin) => access.getUser(who, { userId });
const list = async (filter: SentRequestOf<AccessServiceDefinition, "listUsers">, who = admin) =>
  replyOf(await access.listUsers(who, filter));
const idsOf = async (filter: SentRequestOf<AccessServiceDefinition, "listUsers">, who = admin) =>
  (await list(filter, who)).users?.map(({ id }) => id);
async function eventsOf(aggregateId: string, who = admin) {
  const wanted = { aggregateType: "user", aggregateId, fromSequence: 1 };
  const { events } = replyOf(await access.readEvents(who, wanted));
  return events.map((bytes) => JSON.parse(Buffer.from(bytes).toString()) as Record<string, unknown>);
}

describe("PutUser", () => {
  test("creates a user whom GetUser then answers, digit for digit and letter for letter", async () => {
    const user = {
      ...salma,
      displayName: "سَلْمَى Jose\u0301",
      roles: ["teller", "auditor"],
      teams: ["riyadh"],
      managerId: "usr_manager_001",
      approvalLimits: [
        { approvalType: "*", amount: "5000000.50", currency: "SAR", amountAsString: false },
        { approvalType: "fx", amount: "12345678901234567.125", currency: "KWD", amountAsString: true },
      ],
    };
    const { userId: id, ...fields } = user;
    const at = "2026-01-15T10:30:00Z";
    const answered = { ...fields, id, active: true, createdAt: at, updatedAt: at };
    expect(replyOf(await put(user))).toEqual(answered);
    expect(replyOf(await get(id))).toEqual(answered);
  });

  test("a second time with the same content is one event, one version and the same answer", async () => {
    const first = await put(salma);
    services.clock.advance(1000);
    const again = await put(salma);
    expect(replyOf(again)).toEqual(replyOf(first));
    expect([first, again].map((answer) => answer.ok && answer.value.etag)).toEqual(['"1-active"', '"1-active"']);
    expect(await eventsOf("usr_salma")).toHaveLength(1);
  });

  test("50 at once with the same content are one event", async () => {
    const answers = await Promise.all(Array.from({ length: 50 }, () => put(salma)));
    expect(answers.every(({ ok }) => ok)).toBe(true);
    expect(await eventsOf("usr_salma")).toHaveLength(1);
  });

  test("under one idempotency key is replayed, though another PUT came between", async () => {
    const keyed = { ...admin, idempotencyKey: "put-1" };
    const first = await put(salma, keyed);
    await put({ ...salma, displayName: "Salma Al-Harbi" });
    const replay = await put(salma, keyed);
    expect(replay).toMatchObject({ ok: true, value: { replayed: true } });
    expect(replyOf(replay)).toEqual(replyOf(first));
    expect(await put({ ...salma, active: false }, keyed)).toMatchObject({ code: "idempotency.key_reused" });
    expect(replyOf(await get("usr_salma")).displayName).toBe("Salma Al-Harbi");
  });

  test("changes only the version that If-Match names", async () => {
    await put(salma);
    expect(await put({ ...salma, active: false }, { ...admin, ifMatch: '"9-active"' })).toMatchObject({
      code: "precondition.failed",
    });
    const done = await put({ ...salma, active: false }, { ...admin, ifMatch: '"1-active"' });
    expect(done).toMatchObject({ ok: true, value: { etag: '"2-inactive"' } });
  });

  test("refuses what the domain refuses, with every pointer, and writes nothing", async () => {
    const wrong = await put({ userId: "usr_x", displayName: "", roles: ["a b"] });
    expect(wrong).toMatchObject({
      code: "request.invalid",
      faults: [{ pointer: "/displayName" }, { pointer: "/roles/0" }],
    });
    expect(await get("usr_x")).toMatchObject({ code: "user.not_found" });
  });

  test("refuses a manager whom nobody knows, or only another tenant", async () => {
    await put(salma, foreign);
    for (const managerId of ["usr_ghost", "usr_salma"]) {
      const answer = await put({ userId: "usr_x", displayName: "X", managerId });
      expect(answer).toMatchObject({ code: "user.unknown", faults: [{ pointer: "/managerId" }] });
    }
  });

  test("needs users:write", async () => {
    expect(await put(salma, app)).toMatchObject({ code: "scope.missing", facts: { scope: "users:write" } });
    expect(await get("usr_rm_001", app)).toMatchObject({ ok: true });
  });

  test("the fullest user that is accepted can still act under the fullest key: the context fits its header", async () => {
    const ids = (prefix: string) => Array.from({ length: 19 }, (_item, index) => `${prefix}${index}`.padEnd(102, "x"));
    const userId = "u".repeat(128);
    const user = { userId, displayName: "\u{10900}".repeat(200), roles: ids("r"), teams: ids("t") };
    expect(await put(user)).toMatchObject({ ok: true });
    const asked = { apiKey: adminKey, actorId: userId, audience: "timeline" };
    const { context = "" } = replyOf(await access.authenticate({ credential: undefined }, asked));
    const publicKeys = [createPublicKey(services.contextKey)];
    const verify = contextVerifier({ publicKeys, clock: services.clock.now });
    expect(verify(context, "timeline")).toMatchObject({ ok: true, value: { actor: { id: userId } } });
  });
});

describe("ListUsers", () => {
  test("answers the newest first, by page and by cursor", async () => {
    services.clock.advance(1);
    await put(salma);
    const first = await list({ page: { perPage: 4 } });
    expect(first.users?.[0]).toEqual(replyOf(await get("usr_salma")));
    expect(first.pagination).toMatchObject({ page: 1, perPage: 4, total: 7, totalIsExact: true });
    const rest = await list({ page: { perPage: 4, cursor: first.pagination?.nextCursor } });
    expect(rest.users).toHaveLength(3);
    expect(rest.pagination?.nextCursor).toBeUndefined();
    const all = [...(first.users ?? []), ...(rest.users ?? [])].map(({ id }) => id);
    expect(new Set(all).size).toBe(7);
    expect(await idsOf({ page: { perPage: 4, page: 2 } })).toEqual(all.slice(4));
  });

  test("finds by role, team and activity, together and alone", async () => {
    await put({ ...salma, roles: ["credit_analyst", "auditor"], teams: ["riyadh"], active: false });
    const analysts = await idsOf({ role: "credit_analyst" });
    expect(new Set(analysts)).toEqual(new Set(["usr_credit_001", "usr_credit_002", "usr_salma"]));
    expect(await idsOf({ role: "credit_analyst", active: false })).toEqual(["usr_salma"]);
    expect(await idsOf({ role: "credit_analyst", active: true })).toHaveLength(2);
    expect(await idsOf({ active: false })).toEqual(["usr_salma"]);
    expect(await idsOf({ team: "riyadh", role: "auditor" })).toEqual(["usr_salma"]);
    await put({ userId: "usr_omar", displayName: "Omar", roles: ["auditor"], teams: ["jeddah"] });
    expect(await idsOf({ team: "jeddah", role: "auditor" })).toEqual(["usr_omar"]);
    expect(await idsOf({ team: "riyadh" })).toEqual(["usr_salma"]);
    expect(await idsOf({ team: "riyadh", role: "teller" })).toEqual([]);
    expect(await idsOf({ team: "riyadh", role: "auditor", active: true })).toEqual([]);
    expect(await idsOf({ role: "' OR 1=1 --" })).toEqual([]);
    await put({ ...salma, roles: ["teller"] });
    expect(await idsOf({ role: "auditor" })).toEqual(["usr_omar"]);
  });

  test("refuses pages out of bounds and cursors of other lists", async () => {
    const { pagination } = await list({ page: { perPage: 1 } });
    const cursor = pagination?.nextCursor;
    const refusals = [{ perPage: 101 }, { perPage: 0 }, { page: 0 }, { page: 1, cursor }, { page: 101, perPage: 100 }];
    for (const page of refusals) expect(await access.listUsers(admin, { page })).toMatchObject({ ok: false });
    expect(await access.listUsers(admin, { role: "teller", page: { cursor } })).toMatchObject({
      code: "pagination.cursor_invalid",
    });
  });
});

describe("ReadEvents", () => {
  test("answers the chained envelopes from a sequence on, without names of users", async () => {
    await put({ ...salma, managerId: "usr_manager_001" });
    await put({ ...salma, active: false, roles: ["teller"] });
    const events = await eventsOf("usr_salma");
    expect(events.map((event) => envelope.parse(event).aggregate.sequence)).toEqual([1, 2]);
    expect(events.every(verifyEvent)).toBe(true);
    expect(JSON.stringify(events)).not.toContain("Salma");
    for (const event of events) eventSchema(userChanged).parse(event);
    const page = { aggregateType: "user", aggregateId: "usr_salma", fromSequence: 2, limit: 1 };
    const { events: second } = replyOf(await access.readEvents(admin, page));
    expect(second?.map((bytes) => JSON.parse(Buffer.from(bytes).toString()) as unknown)).toEqual([events[1]]);
  });

  test("has nothing of unknown users and refuses what is no user", async () => {
    for (const id of ["usr_ghost", "", "usr_rm_001/../x", "x".repeat(10_000)]) expect(await eventsOf(id)).toEqual([]);
    for (const aggregateType of ["key", "journey", ""]) {
      const answer = await access.readEvents(admin, { aggregateType, aggregateId: "usr_rm_001" });
      expect(answer).toMatchObject({ code: "request.invalid", faults: [{ pointer: "/aggregateType" }] });
    }
    const tooMany = { aggregateType: "user", aggregateId: "usr_rm_001", limit: 501 };
    expect(await access.readEvents(admin, tooMany)).toMatchObject({ code: "request.invalid" });
  });
});

test("two tenants with the same user ids never see each other", async () => {
  await put({ ...salma, displayName: "Salma of Alpha", roles: ["alpha_only"] });
  await put({ ...salma, displayName: "Salma of Beta", active: false }, foreign);
  expect(replyOf(await get("usr_salma")).displayName).toBe("Salma of Alpha");
  expect(replyOf(await get("usr_salma", foreign)).displayName).toBe("Salma of Beta");
  expect(await idsOf({ role: "alpha_only" }, foreign)).toEqual([]);
  expect(await idsOf({ active: false })).toEqual([]);
  expect(await eventsOf("usr_salma")).toHaveLength(1);
  await put({ userId: "usr_alpha_only", displayName: "A" });
  expect(await get("usr_alpha_only", foreign)).toEqual(await get("usr_nobody", foreign));
  expect(await eventsOf("usr_alpha_only", foreign)).toEqual([]);
  const { pagination } = await list({ page: { perPage: 1 } });
  const walked = await list({ page: { perPage: 100, cursor: pagination?.nextCursor } }, foreign);
  expect(walked.users?.some(({ displayName }) => displayName === "Salma of Alpha")).toBe(false);
});
