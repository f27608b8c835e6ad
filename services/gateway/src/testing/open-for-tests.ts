import { accepted, addMilliseconds, type Clock, idsFrom, refusal, type Result } from "@omni/kernel";
import { type Log, silentLog } from "@omni/platform/log";
import {
  accessAuthority,
  accessService,
  type Answer,
  type Caller,
  contextSigner,
  contextVerifier,
  journeyService,
  type RpcServer,
  rpcServer,
  type RpcService,
  rpcService,
  templateService,
  timelineService,
} from "@omni/platform/rpc";
import { directTransport } from "@omni/platform/rpc/direct";
import { openTelemetry } from "@omni/platform/telemetry";
import { type TestClock, testClock } from "@omni/testkit/clocks";
import { createPublicKey, generateKeyPairSync } from "node:crypto";
import { type Audience, type GatewayService, openGateway } from "../service.ts";
import { type Handlers, memoryHandlers } from "./memory-handlers.ts";

// Only tests import this file: the real gateway over real servers, whose handlers keep a little in memory.

export interface World extends GatewayService {
  readonly clock: TestClock;
  /** A test may put its own handler in the place of any. */
  readonly handlers: Handlers;
  /** Sends a request with `key_app`; a body that is no string goes as JSON. */
  send(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Response>;
}

export interface Wishes {
  readonly corsOrigins?: readonly string[];
  readonly publicUrl?: string;
  readonly log?: Log;
  readonly notReady?: Readonly<Record<string, string>>;
  /** Services that cannot be reached. */
  readonly away?: readonly Audience[];
}

const signing = generateKeyPairSync("ed25519").privateKey;

export function openForTests(wishes: Wishes = {}): World {
  const clock = testClock();
  const sign = contextSigner(signing);
  const verify = contextVerifier({ publicKeys: [createPublicKey(signing)], clock: clock.now });
  const ids = idsFrom(clock.now, (bytes) => crypto.getRandomValues(bytes));
  const handlers = memoryHandlers((question) => {
    const caller = callerOf(clock.now, question.apiKey, question.actorId);
    return caller.ok ? accepted(sign(caller.value, question.audience ?? "")) : caller;
  });
  const servers = new Map<string, RpcServer>();
  const transport = (service: Audience) =>
    directTransport(() => (wishes.away?.includes(service) ? undefined : servers.get(service)));
  const authority = accessAuthority({ transport: transport("access"), verify, clock: clock.now });
  const serve = (name: Audience, services: readonly RpcService[]) => {
    const tokenSecret = Buffer.alloc(32, 7);
    servers.set(
      name,
      rpcServer({ name, services, authority, verify, clock: clock.now, ids, tokenSecret, log: silentLog }),
    );
  };
  serve("access", [accessRpc(handlers)]);
  serve("journey", [journeyRpc(handlers), templateRpc(handlers)]);
  serve("timeline", [timelineRpc(handlers)]);
  const gateway = openGateway({
    ids,
    log: wishes.log ?? silentLog,
    authority,
    transport,
    services: Object.entries(wishes.notReady ?? {}).map(([name, reason]) => ({
      name,
      notReady: () => reason,
      busTaken: () => true,
    })),
    meter: openTelemetry().meter("omni_http", "requests"),
    config: { corsOrigins: wishes.corsOrigins ?? [], publicUrl: wishes.publicUrl },
  });
  return { ...gateway, clock, handlers, send: sender(gateway) };
}

const sender =
  ({ app }: GatewayService): World["send"] =>
  async (method, path, body, headers) => {
    const text = body === undefined || typeof body === "string" ? body : JSON.stringify(body);
    const own = {
      "X-API-Key": "key_app",
      ...(text === undefined ? undefined : { "Content-Type": "application/json" }),
    };
    const init = { method, headers: { ...own, ...headers }, ...(text === undefined ? undefined : { body: text }) };
    return app.request(path.startsWith("/") ? path : `/api/v1/omni/${path}`, init);
  };

const scopes = ["journeys", "templates", "timeline", "users"].flatMap((one) => [`${one}:read`, `${one}:write`]);
const keys: ReadonlyMap<
  string,
  { readonly scopes: readonly string[]; readonly user?: string; readonly actAs: boolean }
> = new Map([
  ["key_app", { scopes, user: "usr_rm_001", actAs: true }],
  ["key_own", { scopes, user: "usr_rm_002", actAs: false }],
  ["key_bare", { scopes, actAs: true }],
  ["key_reader", { scopes: ["journeys:read"], user: "usr_rm_001", actAs: false }],
]);

/** The keys and users that the access service of the tests knows. */
function callerOf(clock: Clock, apiKey = "", actorId: string | undefined): Result<Caller> {
  const key = keys.get(apiKey);
  if (key === undefined) return refusal("credential.invalid");
  const named = actorId ?? key.user;
  if (actorId !== undefined && actorId !== key.user && !key.actAs)
    return refusal("actor.mismatch", { facts: { actorId } });
  if (named?.includes("unknown")) return refusal("user.unknown", { facts: { actorId: named } });
  const nobody = { roles: [], teams: [] };
  const actor =
    named === undefined
      ? { ...nobody, id: apiKey, kind: "client" as const }
      : { ...nobody, id: named, kind: "user" as const };
  const expiresAt = addMilliseconds(clock(), 5_000);
  return accepted({
    tenantId: "tnt_alpha",
    zone: "Asia/Riyadh",
    clientId: apiKey,
    scopes: key.scopes,
    actor,
    expiresAt,
  });
}

/** The handler of the moment: looked up at each call, so that a test may replace it. */
const late = <Name extends keyof Handlers>(on: Handlers, name: Name): Handlers[Name] =>
  // The wrapper takes and gives what the handler of this name does; TypeScript cannot see that of a generic name.
  ((call: never) => on[name](call)) as Handlers[Name];

/** Nobody asks the gateway for events. */
const noEvents = async (call: { readonly answer: (reply: object) => Answer<object> }) => accepted(call.answer({}));

const accessRpc = (on: Handlers): RpcService =>
  rpcService(accessService, {
    authenticate: { rules: { public: true }, handler: late(on, "authenticate") },
    putUser: { rules: { scope: "users:write" }, handler: late(on, "putUser") },
    getUser: { rules: { scope: "users:read" }, handler: late(on, "getUser") },
    listUsers: { rules: { scope: "users:read" }, handler: late(on, "listUsers") },
    readEvents: { rules: { scope: "users:read" }, handler: noEvents },
  });

const journeyRpc = (on: Handlers): RpcService =>
  rpcService(journeyService, {
    createJourney: {
      rules: { scope: "journeys:write", actor: { field: "createdBy" } },
      handler: late(on, "createJourney"),
    },
    getJourney: { rules: { scope: "journeys:read" }, handler: late(on, "getJourney") },
    listJourneys: { rules: { scope: "journeys:read" }, handler: late(on, "listJourneys") },
    advanceJourney: {
      rules: { scope: "journeys:write", actor: { field: "advancedBy" } },
      handler: late(on, "advanceJourney"),
    },
    assignJourney: {
      rules: { scope: "journeys:write", actor: { field: "assignedBy" } },
      handler: late(on, "assignJourney"),
    },
    claimJourney: {
      rules: { scope: "journeys:write", actor: { field: "claimedBy" } },
      handler: late(on, "claimJourney"),
    },
    resumeJourney: {
      rules: { scope: "journeys:write", actor: { field: "resumedBy" } },
      handler: late(on, "resumeJourney"),
    },
    completeJourney: {
      rules: { scope: "journeys:write", actor: { field: "completedBy" } },
      handler: late(on, "completeJourney"),
    },
    cancelJourney: {
      rules: { scope: "journeys:write", actor: { field: "cancelledBy" } },
      handler: late(on, "cancelJourney"),
    },
    holdJourney: {
      rules: { scope: "journeys:write", actor: { field: "heldBy" } },
      handler: late(on, "holdJourney"),
    },
    releaseJourney: {
      rules: { scope: "journeys:write", actor: { field: "releasedBy" } },
      handler: late(on, "releaseJourney"),
    },
    readEvents: { rules: { scope: "journeys:read" }, handler: noEvents },
  });

const templateRpc = (on: Handlers): RpcService =>
  rpcService(templateService, {
    createTemplate: {
      rules: { scope: "templates:write", actor: { field: "createdBy", clientMayAct: true } },
      handler: late(on, "createTemplate"),
    },
    addTemplateVersion: {
      rules: { scope: "templates:write", actor: { field: "createdBy", clientMayAct: true } },
      handler: late(on, "addTemplateVersion"),
    },
    publishTemplate: {
      rules: { scope: "templates:write", actor: { field: "publishedBy", clientMayAct: true } },
      handler: late(on, "publishTemplate"),
    },
    archiveTemplate: {
      rules: { scope: "templates:write", actor: { field: "archivedBy", clientMayAct: true } },
      handler: late(on, "archiveTemplate"),
    },
    getTemplate: { rules: { scope: "templates:read" }, handler: late(on, "getTemplate") },
    listTemplates: { rules: { scope: "templates:read" }, handler: late(on, "listTemplates") },
  });

const timelineRpc = (on: Handlers): RpcService =>
  rpcService(timelineService, {
    getTimeline: { rules: { scope: "timeline:read" }, handler: late(on, "getTimeline") },
  });
