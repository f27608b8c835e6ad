import { accepted, addMilliseconds, idsFrom, instant, refusal, type Clock, type Result } from "@omni/kernel";
import { type Log, type LogFields, openLog } from "@omni/platform/log";
import {
  accessAuthority,
  type AccessServiceDefinition,
  accessService,
  type Caller,
  contextSigner,
  contextVerifier,
  type PublicRpcOf,
  type RequestOf,
  rpcClient,
  type RpcClient,
  type RpcOf,
  rpcServer,
  type RpcServer,
  rpcService,
  type SignContext,
  type Transport,
  type VerifyContext,
} from "@omni/platform/rpc";
import { generateKeyPairSync, randomFillSync } from "node:crypto";
import { type TestClock, testClock } from "../clocks.ts";

/** Opens a transport to a server, with whatever it needs in between. */
export type OpenTransport = (server: RpcServer, clock: Clock) => Promise<OpenedTransport>;

export interface OpenedTransport {
  readonly transport: Transport;
  /** Ends the transport and what `OpenTransport` has started. */
  close(): Promise<void>;
}

type Access = AccessServiceDefinition;
export type Authenticate = RequestOf<Access, "authenticate">;

/** What a test may put in a handler's place. */
export interface Handlers {
  authenticate: PublicRpcOf<Access, "authenticate">;
  putUser: RpcOf<Access, "putUser">;
  getUser: RpcOf<Access, "getUser">;
  listUsers: RpcOf<Access, "listUsers">;
  readEvents: RpcOf<Access, "readEvents">;
}

/** One server of the access proto, a transport to it, and all that a test wants to look at or turn. */
export interface RpcWorld {
  readonly clock: TestClock;
  readonly server: RpcServer;
  readonly transport: Transport;
  readonly client: RpcClient<Access>;
  /** Starts with handlers that answer something. */
  readonly handlers: Handlers;
  /** What the access service was asked, in order. */
  readonly asked: Authenticate[];
  readonly lines: LogFields[];
  readonly verify: VerifyContext;
  /** A context as the access service would sign it. */
  contextOf(caller?: Partial<Caller>, audience?: string): { readonly context: string };
  close(): Promise<void>;
}

/** The server under test: contexts are made for this audience. */
export const audience = "access";

const user = (id: string) => ({ id, name: `Name of ${id}`, roles: ["rm"], teams: [], kind: "user" }) as const;

export const callerOf = (clock: Clock, changes: Partial<Caller> = {}): Caller => ({
  tenantId: "tnt_alpha",
  zone: "Asia/Riyadh",
  clientId: "key_1",
  scopes: ["users:read", "users:write"],
  actor: user("usr_rm_001"),
  expiresAt: addMilliseconds(clock(), 5_000),
  ...changes,
});

/** The keys that the access service of this world knows. `key_bare` has no user; `key_fixed` may not act for others. */
export function callerOfKey(clock: Clock, { apiKey, actorId }: Authenticate): Result<Caller> {
  const scopes = apiKey === "key_reader" ? ["users:read"] : ["users:read", "users:write"];
  if (apiKey !== "key_app" && apiKey !== "key_fixed" && apiKey !== "key_bare" && apiKey !== "key_reader") {
    return refusal("credential.invalid");
  }
  if (actorId === "usr_unknown") return refusal("user.unknown", { facts: { actorId } });
  if (apiKey === "key_fixed" && actorId !== undefined) return refusal("actor.mismatch");
  const client = { id: "key_bare", roles: [], teams: [], kind: "client" } as const;
  const actor = apiKey === "key_bare" && actorId === undefined ? client : user(actorId ?? "usr_rm_001");
  return accepted(callerOf(clock, { clientId: apiKey, scopes, actor }));
}

const signing = generateKeyPairSync("ed25519");

export async function openWorld(open: OpenTransport): Promise<RpcWorld> {
  const clock = testClock();
  const sign = contextSigner(signing.privateKey);
  const asked: Authenticate[] = [];
  const lines: LogFields[] = [];
  const handlers = defaultHandlers(clock.now, sign, asked);
  const verify = contextVerifier({ publicKeys: [signing.publicKey], clock: clock.now });
  let transport: Transport | undefined;
  const toAccess: Transport = {
    invoke: async (...sent) => transport?.invoke(...sent) ?? refusal("service.unavailable"),
    close: async () => {},
  };
  const server = rpcServer({
    name: audience,
    services: [serviceOver(handlers)],
    authority: accessAuthority({ transport: toAccess, verify, clock: clock.now }),
    verify,
    clock: clock.now,
    ids: idsFrom(clock.now, (bytes) => randomFillSync(bytes)),
    tokenSecret: Buffer.alloc(32, 7),
    log: keepLines(lines),
  });
  const opened = await open(server, clock.now);
  ({ transport } = opened);
  return {
    clock,
    server,
    transport,
    client: rpcClient(accessService, transport),
    handlers,
    asked,
    lines,
    verify,
    contextOf: (changes = {}, to = audience) => ({ context: sign(callerOf(clock.now, changes), to) }),
    close: () => opened.close(),
  };
}

// `managerId` and `role` stand for the fields in which other services' requests name their actor.
function serviceOver(handlers: Handlers) {
  const authenticate: Handlers["authenticate"] = (call) => handlers.authenticate(call);
  const putUser: Handlers["putUser"] = (call) => handlers.putUser(call);
  const getUser: Handlers["getUser"] = (call) => handlers.getUser(call);
  const listUsers: Handlers["listUsers"] = (call) => handlers.listUsers(call);
  const readEvents: Handlers["readEvents"] = (call) => handlers.readEvents(call);
  return rpcService(accessService, {
    authenticate: { rules: { public: true }, handler: authenticate },
    putUser: { rules: { scope: "users:write", actor: { field: "managerId" } }, handler: putUser },
    listUsers: { rules: { scope: "users:read", actor: { field: "role", clientMayAct: true } }, handler: listUsers },
    getUser: { rules: { scope: "users:read" }, handler: getUser },
    readEvents: { rules: { scope: "users:read" }, handler: readEvents },
  });
}

function defaultHandlers(clock: Clock, sign: SignContext, asked: Authenticate[]): Handlers {
  return {
    authenticate: async (call) => {
      asked.push(call.request);
      const caller = callerOfRequest(clock, call.request);
      return caller.ok ? accepted(call.answer({ context: sign(caller.value, call.request.audience ?? "") })) : caller;
    },
    putUser: async (call) => accepted(call.answer({ id: call.request.userId, managerId: call.actor.id })),
    getUser: async (call) => accepted(call.answer({ id: call.request.userId, managerId: call.actor.id })),
    listUsers: async (call) => accepted(call.answer({ users: [{ id: call.actor.id }] })),
    readEvents: async (call) => accepted(call.answer({ events: [] })),
  };
}

// Another audience's context is exchanged for one of the same caller; nobody but the access service reads it unverified.
function callerOfRequest(clock: Clock, request: Authenticate): Result<Caller> {
  if (request.context === undefined) return callerOfKey(clock, request);
  const payload = Buffer.from(request.context.split(".")[0] ?? "", "base64url").toString();
  const { clientId, actor } = JSON.parse(payload) as Caller;
  return accepted(callerOf(clock, { clientId, actor }));
}

const keepLines = (lines: LogFields[]): Log =>
  openLog({ level: "debug", format: "json", write: (line) => void lines.push(JSON.parse(line) as LogFields) });

/** A deadline so many milliseconds from now. */
export const inMs = (world: RpcWorld, milliseconds: number) => instant(world.clock.now() + milliseconds);
